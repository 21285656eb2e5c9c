import { calls } from '../engine.ts';

export const openOptionsPage = () => calls.push('openOptionsPage');
export const openPage = (path: string) => calls.push(`openPage ${path}`);
export const openLinksPage = async () => void calls.push('openLinksPage');
export const closeOwnTab = async () => void calls.push('closeOwnTab');
export const ownVersion = () => '0.1.0';
