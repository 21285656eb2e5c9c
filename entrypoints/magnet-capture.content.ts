import { defineContentScript } from 'wxt/utils/define-content-script';
import { captureMagnets } from '#content/magnet-capture';

export default defineContentScript({ matches: [], registration: 'runtime', main: captureMagnets });
