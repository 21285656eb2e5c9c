import { useRef, useState } from 'preact/hooks';
import { formatSpeed } from '#domain/i18n/format';
import type { Translate } from '#domain/i18n/translate';
import { showSpeed } from '#domain/limit/speed-text';
import type { HostRule } from '#domain/settings/settings';
import { normalizeSite } from '#domain/source/takeover';
import { Button, IconButton } from '#ui/button';
import { useWords } from '#ui/words';
import { emptyRule, readRule, type RuleDraft } from './read-rule.ts';
import { Setting } from './setting.tsx';
import { useSettings } from './use-settings.ts';

const name = 'hostRules';

/** What holds for single sites: added, changed and taken out, each at once. */
export function HostRules() {
  const t = useWords();
  const { settings, change } = useSettings();
  const [draft, setDraft] = useState(emptyRule);
  const [wrong, setWrong] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const rules = settings.hostRules;
  const without = (host: string) => rules.filter((rule) => rule.host !== host);
  const fill = (text: RuleDraft) => {
    setDraft(text);
    setWrong(null);
  };
  const store = () => {
    const reading = readRule(t, draft);
    if ('wrong' in reading) return setWrong(reading.wrong);
    const { rule } = reading;
    fill(emptyRule);
    change(
      name,
      [...without(rule.host), rule].toSorted((a, b) => (a.host < b.host ? -1 : 1)),
    );
  };
  const edit = (rule: HostRule) => {
    fill({ host: rule.host, connections: String(rule.connections ?? ''), speed: showSpeed(rule.speedLimit) });
    field.current?.focus();
  };
  const known = rules.some(({ host }) => host === normalizeSite(draft.host));
  const label = {
    host: t('options.ruleHost'),
    connections: t('options.ruleConnections'),
    speed: t('options.ruleSpeed'),
  };
  const input = (part: keyof RuleDraft) => (
    <input
      {...(part === 'host' ? { id: `setting-${name}`, ref: field } : {})}
      class={part === 'host' ? 'field' : 'field number'}
      autocomplete="off"
      spellcheck={false}
      aria-label={label[part]}
      aria-invalid={wrong !== null}
      placeholder={part === 'host' ? 'example.org' : label[part]}
      value={draft[part]}
      onInput={(event) => fill({ ...draft, [part]: event.currentTarget.value })}
      onKeyDown={(event) => event.key === 'Enter' && store()}
    />
  );
  return (
    <Setting name={name} label={t('options.rules')} text={t('options.rulesText')} wrong={wrong}>
      <div class="site-form rule-form">
        {input('host')}
        {input('connections')}
        {input('speed')}
        <Button onPress={store}>{t(known ? 'options.ruleChange' : 'options.siteAdd')}</Button>
      </div>
      <RuleList rules={rules} onEdit={edit} onRemove={({ host }) => change(name, without(host))} />
    </Setting>
  );
}

interface RuleListProps {
  readonly rules: readonly HostRule[];
  readonly onEdit: (rule: HostRule) => void;
  readonly onRemove: (rule: HostRule) => void;
}

function RuleList({ rules, onEdit, onRemove }: RuleListProps) {
  const t = useWords();
  return (
    <ul class="sites">
      {rules.map((rule) => (
        <li key={rule.host}>
          <span>
            {rule.host}
            <span class="unit">{inWords(t, rule)}</span>
          </span>
          <span class="rule-acts">
            <IconButton icon="edit" label={t('options.ruleEdit', { site: rule.host })} onPress={() => onEdit(rule)} />
            <IconButton
              icon="cancel"
              label={t('options.ruleRemove', { site: rule.host })}
              onPress={() => onRemove(rule)}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}

function inWords(t: Translate, { connections, speedLimit }: HostRule): string {
  return [
    ...(connections === null ? [] : [t('row.connections', { count: connections })]),
    ...(speedLimit === null ? [] : [formatSpeed(t.locale, speedLimit)]),
  ].join(' · ');
}
