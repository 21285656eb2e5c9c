/** For translators, as notes.ts: the words about the field that links are given in. */
export const addingNotes = {
  'add.field': 'Name of the text field at the top of the popup. Tests rely on the English text.',
  'add.placeholder': 'Grey text in that field while it is empty.',
  'add.button': 'Button beside that field. Tests rely on the English text.',
  'add.drop': 'Shown over the popup while a link is dragged over it.',
  'add.empty': 'Under the field, after Add with nothing in it.',
  'add.bad': 'Under the field. link: the text given, shortened.',
  'add.badMore': 'Under the field. link: the first bad line; count: how many more there are.',
  'add.ranged':
    'Under the field, before Add is pressed, when the text has ranges such as [001:100]. count: links; first, last: links, shortened.',
  'add.range-step': 'Under the field. range: such as [1:9:0].',
  'add.range-letters': 'Under the field. range: such as [a:9].',
  'add.range-many': 'Under the field. count: the most links that can be given at once.',
  'add.denied': 'Under the field, after the user declined access. site: one or more host names.',
  'add.willAsk': 'Under the field, before Add is pressed. site: one or more host names.',
  'add.done': 'Under the field after adding. count: links added.',
  'add.wentOn': 'After that, or in its place. count: links of downloads that were there and not finished.',
} as const;
