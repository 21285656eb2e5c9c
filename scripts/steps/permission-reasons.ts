/**
 * Why each permission is asked for, as the stores want to know it; `test/architecture/manifest.test.ts` holds it against the
 * manifests of both browsers.
 */
export const permissionReasons: Readonly<Record<string, string>> = {
  '*://*/*':
    'Asked for when it is first needed, site by site or for all sites, and never at install. A file is fetched over several connections from the site it is on, with the cookies that the browser would send, and that needs access to the site. On sites that are allowed the extension also learns the size and the referrer of a download that begins there, and notices a click with a held key or on a magnet link.',
  activeTab:
    '“Links on this page”: when the user presses that button, the links, images and media of the page in front are listed for choosing. The page is read once, and nothing of it is sent or kept.',
  alarms:
    'Goes on with downloads that wait: for the hour the user has set, for room on the disk, for a server that asked for patience. No alarm exists while nothing waits.',
  contextMenus: 'Entries in the context menu: “Save link”, “Open” for magnet links, and “Links on this page”.',
  declarativeNetRequestWithHostAccess:
    'Changes headers of the extension’s own requests alone: the Referer that the page would have sent with the download is set, and headers that tell users apart are taken off requests to a service. Every rule names the extension as initiator; requests of tabs are never touched.',
  downloads:
    'The purpose of the extension: it notices a download that begins, cancels it once it is proven that the extension can fetch it, saves the finished file into the Downloads folder, and shows it there.',
  notifications: 'Asked for when the user switches on notifications: one when a file is saved or needs the user.',
  offscreen:
    'Transfers run in one hidden page, because a service worker is stopped while they run. The page exists only while a download is unfinished.',
  power: 'Asked for when the user switches it on: keeps the computer awake while a download runs.',
  scripting:
    'Reads the links of the page in front when the user asks for them, and registers, on sites that the user has allowed, the script that notices a click with a held key or on a magnet link.',
  storage: 'Keeps the settings on this device.',
  unlimitedStorage:
    'The bytes of unfinished downloads, which may be many gigabytes, lie in the extension’s private storage until the file is whole.',
  webRequest:
    'Observes, on sites that the user has allowed, the answer that begins a download: its size, its version and where it was clicked, without asking the server again. It also observes the extension’s own requests, and shows the user if one is not in the list of contacts.',
  webRequestBlocking:
    'Firefox: an answer that is about to become a download is held until it is proven that the extension can fetch it, so that nothing is downloaded twice. If it cannot, the answer goes on.',
};
