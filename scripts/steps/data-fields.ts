import * as z from 'zod/mini';
import { ownDataSchema } from '../../src/domain/own-data.ts';

/** One place in the exported data: `stores.tasks[].hosts[]`, what is there, and whether it is always. */
export interface DataField {
  readonly path: string;
  readonly type: string;
}

/** One of them as one alternative has it. */
interface Found {
  readonly path: string;
  readonly types: readonly string[];
  readonly always: boolean;
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
}

/** Every field of the exported data, in order: made of the schema, so that the documentation can be held against it. */
export function dataFields(): DataField[] {
  const schema = z.toJSONSchema(ownDataSchema, { io: 'input', reused: 'inline' });
  return distinct(fieldsOf('', schema as Schema));
}

function fieldsOf(path: string, schema: Schema): Found[] {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.flatMap((choice) => fieldsOf(path, choice));
  if (schema.type === 'array' && schema.items) return fieldsOf(`${path}[]`, schema.items);
  const inside = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return [
      { path: at, types: typesOf(field), always: schema.required?.includes(name) === true },
      ...fieldsOf(at, field),
    ];
  });
  return inside;
}

/** A longer list of values is not spelled out. */
const mostValues = 10;

const typeOf = (schema: Schema): string => [...new Set(typesOf(schema))].join(' or ');

function typesOf(schema: Schema): string[] {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.flatMap(typesOf);
  if (schema.const !== undefined) return [JSON.stringify(schema.const)];
  if (schema.enum && schema.enum.length > mostValues) return ['one of many words'];
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one));
  if (schema.type === 'array') return [schema.items ? `list of ${typeOf(schema.items)}` : 'list'];
  return [schema.type ?? 'anything'].flat();
}

/** A field of several alternatives is one: with all of their types. */
function distinct(fields: readonly Found[]): DataField[] {
  const found = new Map<string, { types: Set<string>; always: boolean }>();
  for (const { path, types, always } of fields) {
    const known = found.get(path) ?? { types: new Set<string>(), always: true };
    for (const type of types) known.types.add(type);
    found.set(path, { types: known.types, always: known.always && always });
  }
  return [...found].map(([path, { types, always }]) => ({
    path,
    type: `${[...types].join(' or ')}${always ? '' : ', may be missing'}`,
  }));
}
