import type { Search } from '#domain/ledger/search';
import { purposeIds } from '#domain/policy/purpose';
import { purposes } from '#domain/policy/registry';
import type { TaskId } from '#domain/task/task';
import { useWords } from '#ui/words';
import type { TaskNames } from './use-task-names.ts';

interface FilterProps {
  readonly search: Search;
  /** Downloads to choose from. */
  readonly tasks: readonly TaskId[];
  readonly names: TaskNames;
  readonly onSearch: (search: Search) => void;
}

/** What is looked for in the ledger: words, a purpose, a download. */
export function LedgerFilter({ search, tasks, names, onSearch }: FilterProps) {
  const t = useWords();
  return (
    <div class="ledger-filter" role="search">
      <input
        class="field"
        type="search"
        aria-label={t('privacy.search')}
        placeholder={t('privacy.search')}
        value={search.text}
        onInput={(event) => onSearch({ ...search, text: event.currentTarget.value })}
      />
      <Choice
        label={t('privacy.purposeFilter')}
        all={t('privacy.allPurposes')}
        options={purposeIds.map((id) => [id, t(purposes[id].label)])}
        chosen={search.purpose}
        onChoice={(purpose) => onSearch({ ...search, purpose })}
      />
      <Choice
        label={t('privacy.taskFilter')}
        all={t('privacy.allTasks')}
        options={tasks.map((id) => [id, names(id)])}
        chosen={search.task}
        onChoice={(task) => onSearch({ ...search, task })}
      />
    </div>
  );
}

interface ChoiceProps<Id extends string> {
  readonly label: string;
  /** Words for no choice. */
  readonly all: string;
  readonly options: readonly (readonly [id: Id, words: string])[];
  readonly chosen: Id | null;
  readonly onChoice: (id: Id | null) => void;
}

function Choice<Id extends string>({ label, all, options, chosen, onChoice }: ChoiceProps<Id>) {
  return (
    <select
      class="field"
      aria-label={label}
      value={chosen ?? ''}
      onChange={(event) => onChoice(options.find(([id]) => id === event.currentTarget.value)?.[0] ?? null)}
    >
      <option value="">{all}</option>
      {options.map(([id, words]) => (
        <option key={id} value={id}>
          {words}
        </option>
      ))}
    </select>
  );
}
