import type { FirefoxCategory } from './categories.ts';

/**
 * Firefox's categories of what each purpose sends: it asks for them itself, when the purpose is switched on. Apart from the
 * registry, whose words the popup does not need.
 */
export const firefoxCategories = {
  'mirror-search': ['websiteActivity'],
  'mirror-giving': ['browsingActivity'],
  statistics: ['technicalAndInteraction'],
  updates: [],
  swarm: ['websiteActivity'],
} as const satisfies Record<string, readonly FirefoxCategory[]>;
