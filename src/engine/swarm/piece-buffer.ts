/** Puts the bytes of a lease together to whole pieces. */
export class PieceBuffer {
  readonly #pieceLength: number;
  /** Bytes of the torrent: the last piece is shorter. */
  readonly #size: number;
  readonly #whole: (piece: number, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  #piece: number;
  /** Made when the first of its bytes comes. */
  #bytes: Uint8Array<ArrayBuffer> | null = null;
  #filled = 0;

  /**
   * @param torrent bytes of a piece, and of all
   * @param from where the lease begins: with a piece
   * @param whole takes each piece; the bytes are its own
   */
  constructor(
    { pieceLength, size }: { readonly pieceLength: number; readonly size: number },
    from: number,
    whole: (piece: number, bytes: Uint8Array<ArrayBuffer>) => Promise<void>,
  ) {
    this.#pieceLength = pieceLength;
    this.#size = size;
    this.#whole = whole;
    this.#piece = Math.floor(from / pieceLength);
  }

  /** Resolves when every piece that these bytes complete has been taken. */
  async add(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const piece = (this.#bytes ??= this.#next());
      const some = bytes.subarray(at, at + piece.length - this.#filled);
      piece.set(some, this.#filled);
      this.#filled += some.length;
      at += some.length;
      if (this.#filled < piece.length) continue;
      await this.#whole(this.#piece, piece);
      this.#piece++;
      this.#bytes = null;
      this.#filled = 0;
    }
  }

  #next(): Uint8Array<ArrayBuffer> {
    const left = this.#size - this.#piece * this.#pieceLength;
    return new Uint8Array(Math.max(0, Math.min(this.#pieceLength, left)));
  }
}
