import { lastLine, type PolicyDocument, type Section } from '#domain/policy/document';

/** The text of the policy, as it is: English is the binding language. */
export function PolicyText({ document }: { document: PolicyDocument }) {
  return (
    <article class="policy" lang="en" dir="ltr">
      {document.sections.map((section) => (
        <Clause key={section.id} section={section} />
      ))}
      <p class="policy-end">{lastLine(document)}</p>
    </article>
  );
}

function Clause({ section: { title, note, paragraphs, points, facts, promises } }: { section: Section }) {
  return (
    <section>
      <h3>{title}</h3>
      {note !== '' && <p>{note}</p>}
      {paragraphs.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {points.length > 0 && (
        <ul>
          {points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      )}
      {facts.length > 0 && (
        <dl>
          {facts.map(({ term, items, code }) => (
            <div key={term}>
              <dt>{term}</dt>
              {items.map((item) => (
                <dd key={item}>{item}</dd>
              ))}
              {code !== '' && (
                <dd>
                  <code>{code}</code>
                </dd>
              )}
            </div>
          ))}
        </dl>
      )}
      {promises.length > 0 && <p class="policy-promises">{promises.join(', ')}</p>}
    </section>
  );
}
