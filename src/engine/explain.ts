import type { TaskError } from '#domain/error';
import type { Client } from '#platform/message';
import type { backgroundApi } from '#protocol/background-api';

/** Why a request got no answer at all, as far as the background knows. Never throws. @param bare it was asked without cookies */
export function explain(background: Client<typeof backgroundApi>, url: string, bare: boolean): Promise<TaskError> {
  return background('network.explain', { url, bare }).catch((failure: unknown) => {
    console.error('No explanation:', failure);
    return { code: 'network' };
  });
}
