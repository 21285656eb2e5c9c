import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { withoutRule, withRule } from '#domain/add/folder-rules';
import type { Translate } from '#domain/i18n/translate';
import type { FolderRule } from '#domain/settings/settings';
import { normalizeSite } from '#domain/source/takeover';
import { fileKinds } from '#domain/swarm/file-kinds';
import { Button, IconButton } from '#ui/button';
import { useWords } from '#ui/words';
import { folderText, readFolder } from './read-folder.ts';
import { Setting } from './setting.tsx';
import { useSettings } from './use-settings.ts';

const name = 'folderRules';

/** A rule as it is typed. */
const emptyRule = { kind: '', site: '', folder: '' };
type RuleDraft = typeof emptyRule;

/** Reads a rule: a kind, a site, or both, and a folder. */
function readRule(t: Translate, draft: RuleDraft): { rule: FolderRule } | { wrong: string } {
  const kind = fileKinds.find((one) => one === draft.kind) ?? null;
  const open = draft.site.trim() === '';
  const site = open ? null : normalizeSite(draft.site);
  if (!open && site === null) return { wrong: t('options.siteBad') };
  if (kind === null && site === null) return { wrong: t('options.folderRuleEmpty') };
  const folder = readFolder(t, draft.folder);
  return 'wrong' in folder ? folder : { rule: { kind, site, folder: folder.value } };
}

/** Which files go to another folder: rules are added and taken out, each at once; one for the same takes the place of that. */
export function FolderRules() {
  const t = useWords();
  const { settings, change } = useSettings();
  const [draft, setDraft] = useState(emptyRule);
  const [wrong, setWrong] = useState<string | null>(null);
  const field = useRef<HTMLSelectElement>(null);
  const rules = settings[name];
  const fill = (text: RuleDraft) => {
    setDraft(text);
    setWrong(null);
  };
  const store = () => {
    const reading = readRule(t, draft);
    if ('wrong' in reading) return setWrong(reading.wrong);
    fill(emptyRule);
    change(name, withRule(rules, reading.rule));
  };
  const edit = ({ kind, site, folder }: FolderRule) => {
    fill({ kind: kind ?? '', site: site ?? '', folder });
    field.current?.focus();
  };
  const input = (part: 'site' | 'folder', label: string, hint: string) => (
    <input
      class="field"
      autocomplete="off"
      spellcheck={false}
      aria-label={label}
      aria-invalid={wrong !== null}
      placeholder={hint}
      value={draft[part]}
      onInput={(event) => fill({ ...draft, [part]: event.currentTarget.value })}
      onKeyDown={(event) => event.key === 'Enter' && store()}
    />
  );
  return (
    <Setting name={name} label={t('options.folderRules')} text={t('options.folderRulesText')} wrong={wrong}>
      <div class="site-form rule-form">
        <KindChoice value={draft.kind} field={field} onChoose={(kind) => fill({ ...draft, kind })} />
        {input('site', t('options.folderRuleSite'), 'example.org')}
        {input('folder', t('options.folderRuleFolder'), t('options.folderHint'))}
        <Button onPress={store}>{t('options.siteAdd')}</Button>
      </div>
      <ul class="sites">
        {rules.map((rule) => (
          <Rule
            key={`${rule.kind} ${rule.site}`}
            rule={rule}
            onEdit={() => edit(rule)}
            onRemove={() => change(name, withoutRule(rules, rule))}
          />
        ))}
      </ul>
    </Setting>
  );
}

interface KindChoiceProps {
  readonly value: string;
  readonly field: RefObject<HTMLSelectElement | null>;
  readonly onChoose: (kind: string) => void;
}

/** A kind of files, or any. */
function KindChoice({ value, field, onChoose }: KindChoiceProps) {
  const t = useWords();
  return (
    <select
      id={`setting-${name}`}
      ref={field}
      class="field"
      aria-label={t('options.folderRuleKind')}
      value={value}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      <option value="">{t('options.folderRuleAny')}</option>
      {fileKinds.map((kind) => (
        <option key={kind} value={kind}>
          {t(`kind.${kind}`)}
        </option>
      ))}
    </select>
  );
}

/** One rule, and what can be done with it. */
function Rule({ rule, onEdit, onRemove }: { rule: FolderRule; onEdit: () => void; onRemove: () => void }) {
  const t = useWords();
  const what = whatText(t, rule);
  return (
    <li>
      <span>
        {what}
        <span class="unit">{folderText(t, rule.folder)}</span>
      </span>
      <span class="rule-acts">
        <IconButton icon="edit" label={t('options.ruleEdit', { site: what })} onPress={onEdit} />
        <IconButton icon="cancel" label={t('options.ruleRemove', { site: what })} onPress={onRemove} />
      </span>
    </li>
  );
}

/** What a rule is for. */
function whatText(t: Translate, { kind, site }: FolderRule): string {
  return [kind === null ? null : t(`kind.${kind}`), site].filter((part) => part !== null).join(' · ');
}
