import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ownDataSchema } from '#domain/own-data';
import { dataFields } from '../../scripts/steps/data-fields.ts';

const page = readFileSync('docs/data-format.md', 'utf8');
const rows = [...page.matchAll(/^\| `(?<path>[^`]+)` \| (?<type>[^|]+) \|/gm)].map(({ groups }) => ({ ...groups }));

describe('docs/data-format.md', () => {
  it('has every field that an export may have, with what is there, in order, and no other', () => {
    expect(rows).toEqual(dataFields());
    expect(rows.length).toBeGreaterThan(150);
  });
});

describe('the schema of an export', () => {
  it('takes one of a profile in which nothing was done', () => {
    const lists = { tasks: [], lessons: [], receipts: [], ledger: [], deferred: [], mismatches: [], contributions: [] };
    const empty = {
      format: 1,
      exported: new Date().toISOString(),
      version: '0.1.0',
      stores: { ...lists, privacy: {} },
      settings: {},
      session: {},
      partFiles: [],
      sites: [],
    };
    expect(ownDataSchema.safeParse(empty)).toMatchObject({ success: true });
    expect(ownDataSchema.safeParse({ ...empty, stores: { ...lists } })).toMatchObject({ success: false });
    expect(ownDataSchema.safeParse({ ...empty, format: 2 })).toMatchObject({ success: false });
  });
});
