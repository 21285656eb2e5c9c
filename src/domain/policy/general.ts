import type { Binding, Section } from './document.ts';
import { serviceLog } from './service-log.ts';

type Words = Pick<Section, 'paragraphs'> & Partial<Pick<Section, 'points' | 'facts'>>;

const section = (id: string, title: string, binding: Binding, promises: readonly string[], words: Words): Section => ({
  id,
  title,
  note: '',
  binding,
  promises,
  points: [],
  facts: [],
  ...words,
});

/** What stands before the purposes' clauses. */
export const beforeClauses: readonly Section[] = [
  section('what', 'What this is', 'words', ['AP1', 'BC23', 'CL1', 'CS1', 'PT15'], {
    paragraphs: [
      'Perseid is a download manager that runs in your browser. It is a program on your device, not a service: there is no account, and nobody runs a server for it. Some features need a service; its address is empty until you enter one, and it can be your own.',
      'As installed, Perseid contacts the sites you download from, and no one else. Everything else that it can send is listed below, has a switch of its own, and is off until you turn it on.',
      'When you first open Perseid you are asked to accept or to decline this policy. If you decline, your browser downloads as it did before.',
      'This text is a part of the program: it is made from the same list as the switches and the requests, so that they cannot say different things.',
    ],
  }),
  section(
    'never',
    'What it never does',
    'promise',
    ['AP2', 'AP3', 'AP4', 'AP5', 'AP6', 'BC8', 'BC12', 'CS2', 'CS3', 'CS4', 'CS8', 'CS12', 'PT6', 'PT7'],
    {
      paragraphs: [],
      points: [
        'It contacts nobody but the sites you download from, until you switch something on.',
        'It has no number of your installation, your device or you, not even a random one.',
        'It makes no profile. There is nothing that joins two things you did.',
        'It sells nothing, shows no advertisements, and has no partners who get data, not even counts.',
        'It asks for no name, no mail address and no payment.',
        'It sets no cookies, and works when you refuse them.',
        'It uploads no file by itself.',
        'It opens no page by itself, except the first one, once.',
        'It contains no addresses of services, trackers or search engines.',
      ],
    },
  ),
  section('sources', 'What a download contacts', 'limit', ['BC4'], {
    paragraphs: [
      'To fetch a file, Perseid asks the host of the link you clicked or pasted, the hosts it is redirected to, and the mirrors that the publisher of the file names; for a torrent, also the web servers that it names. On sites that you name in the options it also looks for a list of checksums beside the file.',
      'These hosts see your network address and what your browser tells every site: its name and version, and your languages. The host of the link and those it redirects to also get their own cookies and the page you came from, as they would from your browser. Mirrors get neither.',
      'Each download shows how many hosts saw your address, and which. Downloads in private windows are left to the browser.',
    ],
  }),
];

/** What stands after them. */
export const afterClauses: readonly Section[] = [
  section('service', 'What a service may write down', 'limit', ['AP10', 'AP11', 'BC2', 'BC3', 'BC17', 'CL12'], {
    paragraphs: [
      'A request to a service carries no cookies, no password, no referrer and nothing that is the same in two requests of one person. The address of a service must begin with https, unless it is on your own device.',
      'Whoever runs a service could see more than it needs: as with every server, your network address is seen while you are connected. Choose one that you trust, or run your own. Perseid’s own service writes down what is listed here, and neither your address nor your browser nor what you sent; nothing is done with it but to keep the service running.',
    ],
    facts: [{ term: `Written down, for ${serviceLog.days} days`, items: Object.values(serviceLog.fields), code: '' }],
  }),
  section('ledger', 'The ledger', 'limit', ['AP1', 'BC1'], {
    paragraphs: [
      'Every contact with a service is entered in a ledger on your device: when, why, with whom, exactly what was sent, and how it ended. So is every one that was refused. You can search it, save it and erase it. It is kept for 90 days.',
      'For each download it is summed up which hosts saw your address, the trackers of a torrent among them, and how many peers did. Addresses of peers are not kept.',
    ],
  }),
  section('rights', 'Your rights', 'promise', ['BC24', 'CL6', 'CL7', 'CL8', 'PT9', 'PT14'], {
    paragraphs: ['All of these are in the options, under Privacy, and need nobody’s permission:'],
    points: [
      'See: everything that Perseid keeps is on your device, and shown there.',
      'Take along: all of it is saved as one file.',
      'Delete: all of it is erased, and afterwards Perseid looks whether anything is left. What you gave back to a service is asked back first, if you want that, one by one, at random moments; until the last was asked, what that needs is kept, and nothing else. Once it is erased here, nothing knows that it was yours.',
      'Opt out: every switch can be turned off at any time. Requests that are under way are stopped, and what was not sent yet is deleted. Taking a permission back in the browser does the same.',
      'Prove: every consent that you gave or took back has a receipt, with the policy that was shown to you.',
    ],
  }),
  section('children', 'Children', 'promise', ['CS7', 'PT16'], {
    paragraphs: [
      'Nothing in Perseid asks for an age or keeps one. If you are 13 or younger, leave the statistics off.',
    ],
  }),
  section('contact', 'Contact', 'words', ['PT16'], {
    paragraphs: [
      'For the program: the people named where you got it from. For a service: whoever runs it; its address is the one you entered.',
    ],
  }),
  section('changes', 'Changes', 'promise', ['BC24', 'CL15', 'CL16'], {
    paragraphs: [
      'A new edition of this policy comes with a new version of the program, which shows what is different, clause by clause. If it promises less or allows more, or other words stand where it binds, Perseid stops until you accept or decline; your files stay. The changelog lists every edition, and the program keeps their texts.',
    ],
  }),
];
