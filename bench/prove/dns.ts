/** Types of records (RFC 1035 section 3.2.2). */
const typeA = 1;
const headerSize = 12;
/** For how long an answer may be kept, s. */
const lifetime = 60;

/** What a message asks. */
export interface Question {
  /** In lower case, without the dot at the end. */
  readonly name: string;
  /** A: 1, AAAA: 28, HTTPS: 65. */
  readonly type: number;
  /** Where it ends in the message. */
  readonly end: number;
}

/** The question of a query or a reply (RFC 1035 section 4.1); null: this is neither, or it has another number than one. */
export function questionOf(message: Buffer): Question | null {
  if (message.length < headerSize || message.readUInt16BE(4) !== 1) return null;
  const labels: string[] = [];
  let at = headerSize;
  for (let size = message[at]; size !== 0; size = message[at]) {
    // A first name has nothing before it that it could point to: two high bits make a pointer.
    if (size === undefined || size > 63) return null;
    labels.push(message.toString('latin1', at + 1, at + 1 + size));
    at += 1 + size;
  }
  if (message.length < at + 5) return null;
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

/** The host that a name is about: without what leads to a service of it (`_8080._https.`, RFC 9460 section 2.3). */
export function hostOf(name: string): string {
  return name.replace(/^(?:_[^.]*\.)+/, '');
}

/**
 * A reply (RFC 1035 section 4.1).
 * @param address the name's IPv4 address; null: there is no such name (NXDOMAIN)
 */
export function replyTo(query: Buffer, { end, type }: Question, address: string | null): Buffer {
  const reply = Buffer.from(query.subarray(0, end));
  const answered = address !== null && type === typeA;
  // A response, by one with authority, with recursion for whoever desired it.
  reply.writeUInt16BE(0x84_80 | (query.readUInt16BE(2) & 0x01_00) | (address === null ? 3 : 0), 2);
  reply.writeUInt16BE(answered ? 1 : 0, 6);
  reply.writeUInt32BE(0, 8);
  return answered ? Buffer.concat([reply, recordOf(address)]) : reply;
}

/** An A record whose name is the question's. */
function recordOf(address: string): Buffer {
  const record = Buffer.alloc(12);
  record.writeUInt16BE(0xc0_00 | headerSize, 0);
  record.writeUInt16BE(typeA, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(lifetime, 6);
  record.writeUInt16BE(4, 10);
  return Buffer.concat([record, Buffer.from(address.split('.').map(Number))]);
}
