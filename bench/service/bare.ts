// What the service is measured beside: one route of Hono that answers with a body of a size, and nothing else.
import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const body = new Uint8Array(randomBytes(Number(process.argv[2])));
const app = new Hono();
app.get('/', (context) => context.body(body, 200, { 'content-type': 'application/json' }));
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(`http://127.0.0.1:${port}/`));
