/** As in Chromium; the user says no where the address has `deny`, and has taken back what was given where it has `gone`. */
const has = (word: string): boolean => new URLSearchParams(location.search).has(word);

export const isChromiums = () => true;
export const hasPermission = async () => !has('gone');
export const requestPermission = async () => !has('deny');
export const watchPermissions = () => undefined;
