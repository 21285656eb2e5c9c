// The browser is Debian's (scripts/browsers.ts); puppeteer's own download is never wanted.
module.exports = { skipDownload: true };
