import { defineContentScript } from 'wxt/utils/define-content-script';
import { captureLinks } from '#content/link-capture';

export default defineContentScript({ matches: [], registration: 'runtime', main: captureLinks });
