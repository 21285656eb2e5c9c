/**
 * The format in which tcpdump writes what it sees (draft-ietf-opsawg-pcap): a header, then records. Here with times in µs,
 * in the byte order of this machine, and with frames as the pseudo-device "any" gives them.
 */
const magic = 0xa1_b2_c3_d4;
/** LINKTYPE_LINUX_SLL2. */
const cooked = 276;
const [headerSize, recordSize] = [24, 16];

/** A frame of the recording. */
export interface Frame {
  /** Its beginning, at least all headers. */
  readonly data: Buffer;
  /** Bytes it really has. */
  readonly size: number;
}

/** Cuts the bytes of a recording into frames while they come. */
export class PcapReader {
  #rest: Buffer = Buffer.alloc(0);
  #begun = false;

  /** @returns the frames that became whole. @throws when this is no such recording */
  read(chunk: Buffer): Frame[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    if (!this.#begun && !this.#readHeader()) return [];
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #readHeader(): boolean {
    if (this.#rest.length < headerSize) return false;
    if (this.#rest.readUInt32LE(0) !== magic || this.#rest.readUInt32LE(20) !== cooked)
      throw new Error('tcpdump writes something else than pcap of LINUX_SLL2 frames.');
    this.#rest = this.#rest.subarray(headerSize);
    this.#begun = true;
    return true;
  }

  #next(): Frame | null {
    if (this.#rest.length < recordSize) return null;
    const end = recordSize + this.#rest.readUInt32LE(8);
    if (this.#rest.length < end) return null;
    const frame = { data: this.#rest.subarray(recordSize, end), size: this.#rest.readUInt32LE(12) };
    this.#rest = this.#rest.subarray(end);
    return frame;
  }
}
