import { lastLine, type Fact, type PolicyDocument, type Section } from './document.ts';

/** The policy as Markdown: the file PRIVACY.md, whose SHA-256 is the policy's hash. */
export function markdownOf(document: PolicyDocument): string {
  return `${[`# ${document.title}`, ...document.sections.flatMap(sectionBlocks), lastLine(document)].join('\n\n')}\n`;
}

function sectionBlocks({ title, note, promises, paragraphs, points, facts }: Section): string[] {
  return [
    `## ${title}`,
    ...(note === '' ? [] : [note]),
    ...paragraphs,
    ...(points.length > 0 ? [list(points)] : []),
    ...facts.flatMap(factBlocks),
    ...(promises.length > 0 ? [`Promises: ${promises.join(', ')}`] : []),
  ];
}

const factBlocks = ({ term, items, code }: Fact): string[] => [
  `**${term}**`,
  list(items),
  ...(code === '' ? [] : [`\`\`\`\n${code}\n\`\`\``]),
];

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');
