import { firefoxCategories } from '../firefox-consent.ts';
import { questions } from '../../stats/questions.ts';
import { call } from '../purpose.ts';
import { filled, statistics as wires } from '../wires/statistics.ts';

export const statistics = {
  title: 'Anonymous statistics',
  clause: [
    'If you switch this on, Perseid answers at most one question a week to the service whose address you entered. The question is drawn at random from a closed list, and the answer is changed at random on your device before it is sent, so that no report says anything certain about you. Every report has the same size, and carries no number that could join it to another one. A question that is asked again gets the same answer as long as the same is true, so that many reports tell no more than one. The options show the next report to the letter, and the most that reports can give away.',
    'The service adds one to a count and keeps no report. It publishes a count only when at least 50 reports are in it.',
  ],
  promises: ['BC18', 'BC19', 'BC20', 'PT2', 'PT8'],
  calls: {
    report: call(wires.report, {
      title: 'a report',
      fields: {
        question: `Which question is answered: ${questions.join(', ')}.`,
        answer: 'One of the listed answers, after the change at random.',
        fill: 'Dots, so that every report has the same size.',
      },
      example: filled('language', 'de'),
    }),
  },
  receivers: [{ who: 'service', sees: 'The report, and your network address while you are connected.', keepDays: 0 }],
  firefox: firefoxCategories.statistics,
  chrome: ['User activity'],
  label: 'purpose.statistics',
  description: 'purpose.statisticsText',
} as const;
