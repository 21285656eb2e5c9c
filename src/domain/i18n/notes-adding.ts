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
  'details.folderByRule':
    'After the label “Folder”. folder: folder.root or folder.sub; by one of the rules in options.folderRules.',
  'options.folderRules': 'Setting: a list of rules, each for a kind of files, a site, or both.',
  'options.folderRulesText': 'Explains it. There: to the folder of the rule.',
  'options.folderRuleKind': 'Name, read out, of a choice: kind.video and so on.',
  'options.folderRuleAny': 'First choice there.',
  'options.folderRuleSite': 'Name, read out, of a field for a host name.',
  'options.folderRuleFolder': 'Name, read out, of a field for a sub-folder of Downloads.',
  'options.folderRuleEmpty': 'Error at these fields.',
} as const;
