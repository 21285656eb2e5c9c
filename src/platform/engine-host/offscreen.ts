/** Chromium: the engine page is the one offscreen document. WORKERS and BLOBS keep it alive without a time limit. */

interface OffscreenApi {
  offscreen: {
    createDocument(options: { url: string; reasons: string[]; justification: string }): Promise<void>;
    closeDocument(): Promise<void>;
  };
  runtime: { getContexts(filter: { contextTypes: string[] }): Promise<unknown[]> };
}

const api = (): OffscreenApi => (globalThis as unknown as { chrome: OffscreenApi }).chrome;

/** Whether the engine page exists. */
export async function isOpen(): Promise<boolean> {
  return (await api().runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] })).length > 0;
}

/** Opens the engine page; resolves when it listens. Must not be called while it is open. */
export function open(page: string): Promise<void> {
  return api().offscreen.createDocument({
    url: page,
    reasons: ['WORKERS', 'BLOBS'],
    justification: 'Transfers files in a worker.',
  });
}

/** Closes it. */
export function close(): Promise<void> {
  return api().offscreen.closeDocument();
}
