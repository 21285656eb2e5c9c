import { byStrength, isWeak } from '#domain/check/algorithm';
import type { Mismatch } from '#domain/check/verdict';
import type { Translate } from '#domain/i18n/translate';
import type { Task } from '#domain/task/task';

/** How far the file can be trusted to be whole, one version, and what its publisher meant. */
export function checksText(t: Translate, { state, file, checked, expected }: Task): string {
  if (state.kind === 'damaged') return agreement(t, { ...state.mismatch, good: false });
  if (checked) return agreement(t, checked);
  if (state.kind === 'done') return t('details.checksSaved');
  const [next] = expected.hashes.toSorted((a, b) => byStrength(a.algorithm, b.algorithm));
  const told = next ?? expected.pieces;
  if (told)
    return t('details.willCheck', { algorithm: told.algorithm.toUpperCase(), teller: t(`teller.${told.from}`) });
  if (file?.ranged === false) return t('details.ranges');
  return file?.validator?.strong === true ? t('details.checksStrong') : t('details.checksNone');
}

function agreement(t: Translate, { what, from, good }: Pick<Mismatch, 'what' | 'from'> & { good: boolean }): string {
  if (what === 'size') return t('details.checkedSize');
  const words = { algorithm: what.toUpperCase(), teller: t(`teller.${from}`) };
  if (!good) return t('details.checkedBad', words);
  return isWeak(what) ? t('details.checkedWeak', words) : t('details.checkedGood', words);
}

/** Labels and values: what the file should have been, and what it is. */
export function checkFacts(t: Translate, { state, checked }: Task): [string, string][] {
  if (state.kind === 'damaged') {
    const { expected, actual } = state.mismatch;
    return [
      [t('details.expected'), expected],
      [t('details.actual'), actual],
    ];
  }
  return checked?.value == null ? [] : [[t('details.digest'), checked.value]];
}
