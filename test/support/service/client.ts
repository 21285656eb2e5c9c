import { createHash, randomBytes } from 'node:crypto';
import type * as z from 'zod/mini';
import { fromBase64, toBase64 } from '#domain/base64';
import { eraserHash } from '#domain/mirror/eraser';
import { giving } from '#domain/mirror/giving';
import { sealAddress, type FileIdentity, type Row } from '#domain/mirror/sealing';
import { bundleSchema, signedBundleSchema, type Bundle, type SignedBundle } from '#domain/notice/bundle';
import { wires } from '#domain/policy/wires';
import { blindToken, finishToken, type Token } from '#domain/token/token';
import { findWork } from '#domain/token/work';

/** What a service answered. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const random = (bytes = 32): Uint8Array => Uint8Array.from(randomBytes(bytes));
const decoded = (text: string): Uint8Array => fromBase64(text) ?? new Uint8Array(0);

/** A file by its name, as if the name were its content. */
export const fileNamed = (name: string): FileIdentity => ({
  sha256: createHash('sha256').update(name).digest('hex'),
  size: name.length,
});

/** What only the contributor keeps. */
export interface Given extends Row {
  readonly eraser: Uint8Array;
  readonly token: Token;
}

/** Speaks with a service as the extension would. */
export class ServiceClient {
  readonly address: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(address: string, headers: Readonly<Record<string, string>> = {}) {
    this.address = address;
    this.#headers = headers;
  }

  async get(path: string): Promise<Answer> {
    const response = await fetch(`${this.address}${path}`, { headers: this.#headers });
    return { status: response.status, body: parsed(await response.text()) };
  }

  async post(path: string, body: unknown, from?: string): Promise<Answer> {
    const response = await fetch(`${this.address}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...this.#headers,
        ...(from !== undefined && { 'x-forwarded-for': from }),
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: parsed(await response.text()) };
  }

  async signedBundle(): Promise<SignedBundle> {
    return signedBundleSchema.parse((await this.get('/v1/bundle')).body);
  }

  async bundle(): Promise<Bundle> {
    return bundleSchema.parse(JSON.parse((await this.signedBundle()).signed));
  }

  /** Does the work, asks for a token, and holds the answer against the bundle's key. */
  async token(bundle: Bundle): Promise<Token> {
    const key = decoded(bundle.tokenKey);
    const pending = blindToken(random);
    const nonce = findWork(key, pending.blinded, bundle.tokenWork, { from: 0, tries: 2 ** (bundle.tokenWork + 8) });
    if (nonce === null) throw new Error('no work among 256 times as many tries as are needed');
    const answer = await this.post(giving.token.path, { blinded: toBase64(pending.blinded), nonce: toBase64(nonce) });
    const { evaluated, proof } = giving.token.reply.parse(answer.body);
    const token = finishToken(pending, { evaluated: decoded(evaluated), proof: decoded(proof) }, key);
    if (token === null) throw new Error('the service used another key than the one of its bundle');
    return token;
  }

  /** Everything that a contribution needs, not sent yet. */
  async prepare(file: FileIdentity, address: string, bundle: Bundle): Promise<Given> {
    return { ...sealAddress(file, address), eraser: random(), token: await this.token(bundle) };
  }

  /** @param from network address that a proxy saw, so that limits do not count all as one */
  give(given: Given, from?: string): Promise<Answer> {
    return this.post(giving.give.path, giveBody(given), from);
  }

  /** Gives an address as so many people do. */
  async giveAs(people: number, file: FileIdentity, address: string): Promise<Given[]> {
    const bundle = await this.bundle();
    const all = await Promise.all(Array.from({ length: people }, () => this.prepare(file, address, bundle)));
    for (const given of all) {
      const { status, body } = await this.give(given);
      if (status !== 200) throw new Error(`not taken: ${status} ${JSON.stringify(body)}`);
    }
    return all;
  }

  async vote(row: Row, vote: '+' | '-', bundle: Bundle): Promise<Answer> {
    const token = tokenBody(await this.token(bundle));
    return this.post(giving.vote.path, {
      tag: toBase64(row.tag),
      entry: toBase64(row.entry),
      vote,
      token,
      eraser: toBase64(eraserHash(random())),
    });
  }

  erase({ tag, entry, eraser }: Given): Promise<Answer> {
    return this.post(giving.erase.path, { tag: toBase64(tag), entry: toBase64(entry), token: toBase64(eraser) });
  }

  /** Every row that is handed out, held against the schema. */
  async all(): Promise<z.output<(typeof wires)['mirror-search']['snapshot']['endpoint']['reply']>['rows']> {
    return wires['mirror-search'].snapshot.endpoint.reply.parse((await this.get('/v1/mirrors/all')).body).rows;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

const tokenBody = ({ input, output }: Token) => ({ input: toBase64(input), output: toBase64(output) });

export const giveBody = ({ tag, sealed, token, eraser }: Given) => ({
  tag: toBase64(tag),
  sealed: toBase64(sealed),
  token: tokenBody(token),
  eraser: toBase64(eraserHash(eraser)),
});
