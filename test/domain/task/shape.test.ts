import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { isStamped, stamped, taskShape } from '#domain/task/shape';
import { taskSchema } from '#domain/task/task';
import { task } from '../../ui/tasks.ts';

it('the name of the shape is that of the schema as it is: records of another one are looked at field by field', () => {
  const schema = JSON.stringify(z.toJSONSchema(taskSchema, { io: 'input', reused: 'inline' }));
  const name = createHash('sha256').update(schema).digest('hex').slice(0, 12);
  expect(taskShape, 'write this into src/domain/task/shape.ts').toBe(name);
});

it('a record that was written with it is known by it; any other is not', () => {
  expect(isStamped(stamped(task()))).toBe(true);
  for (const other of [task(), { ...task(), shape: 'older' }, null, 'text', undefined, []])
    expect(isStamped(other)).toBe(false);
});
