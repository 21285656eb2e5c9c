import { defineBackground } from 'wxt/utils/define-background';
import { startBackground } from '#background/background';

export default defineBackground({ type: 'module', main: startBackground });
