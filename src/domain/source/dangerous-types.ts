/**
 * Types that browsers treat as dangerous: opening one runs somebody's code. They stay with the browser by default, for a
 * file handed over to it as a blob has lost the reputation of its address and the mark of the web.
 *
 * The lists follow Chromium's download_file_types (everything that warns on at least one system) and Firefox's list of
 * executables, with two deliberate gaps:
 * - Archives and images of whole disks (.zip, .7z, .tar.*, .iso, .img, .vhd …) are out: nothing runs before the user opens
 *   them and picks something inside, and they are what a download manager is for. Chromium's archive scan sees a handed-over file
 *   just the same. `.dmg` and `.pkg` are in all the same: on macOS they are the installers.
 * - Endings that nowadays mean data (.xml and .xsd dumps, .mat of Matlab, .mar of Mozilla, .smi subtitles, .cdr drawings) are out.
 */
const extensions: ReadonlySet<string> = new Set(
  [
    // programs and what they load
    'exe com scr pif cpl cpi dll drv sys ocx efi ax fon xbap gadget msc',
    'app dylib osax seplugin action caction definition wflow workflow service bundle kext prefpane qlgenerator saver',
    'run out elf so appimage flatpak flatpakref snap dex class jar jnlp swf spl',
    // installers and packages
    'msi msix msixbundle msp mst msu appx appxbundle appinstaller application appref-ms diagcab paf u3p air inx isu',
    'dmg dmgpart pkg mpkg deb rpm pet slp apk apks xapk aab ipa crx xpi oxt vsix',
    // scripts
    'bat cmd ps1 ps1xml ps2 ps2xml psc1 psc2 psm1 psd1 vb vbe vbs vbscript js jse mjs ws wsc wsf wsh sct hta htt',
    'msh msh1 msh2 mshxml msh1xml msh2xml reg rgs inf ins isp job mof sh bash csh ksh tcsh zsh fish shar command terminal',
    'applescript scpt scptd osas pl py pyc pyd pyo pyw pyz rb asp bas prg fxp',
    // shortcuts and settings that start or redirect something
    'lnk url website webloc fileloc inetloc ftploc afploc atloc desktop scf search-ms library-ms settingcontent-ms',
    'xnk shb shs slk xrm-ms grp local manifest ini cfg mobileconfig configprofile internetconnect networkconnect',
    'cer crt der partial rels ops pcd plg prf mmc ad asx',
    // help and mail formats that can carry code
    'chm chi hlp eml msg mht mhtml pst',
    // office files with macros or programs inside
    'docm dotm xlsm xltm xlam xlsb xla xll xlm xldm pptm potm ppam ppsm sldm vsdm vssm vstm vsmacros',
    'vdx vsx vtx vsd vsdx vss vssx vst vstx vsw',
    'accda accdb accde accdr ade adp mad maf mag mam maq mas mau mav maw mda mdb mde mdt mdw mdz',
  ].flatMap((line) => line.split(' ')),
);

/** What servers call programs. Types that also name harmless files (text/javascript, application/octet-stream) are not here. */
const mimeTypes: ReadonlySet<string> = new Set([
  'application/hta',
  'application/java-archive',
  'application/vnd.android.package-archive',
  'application/vnd.appimage',
  'application/vnd.apple.installer+xml',
  'application/vnd.debian.binary-package',
  'application/vnd.microsoft.portable-executable',
  'application/x-apple-diskimage',
  'application/x-bat',
  'application/x-chrome-extension',
  'application/x-csh',
  'application/x-deb',
  'application/x-debian-package',
  'application/x-dosexec',
  'application/x-elf',
  'application/x-exe',
  'application/x-executable',
  'application/x-iso9660-appimage',
  'application/x-java-archive',
  'application/x-java-jnlp-file',
  'application/x-mach-binary',
  'application/x-ms-dos-executable',
  'application/x-ms-installer',
  'application/x-ms-shortcut',
  'application/x-msdos-program',
  'application/x-msdownload',
  'application/x-msi',
  'application/x-pie-executable',
  'application/x-redhat-package-manager',
  'application/x-rpm',
  'application/x-sh',
  'application/x-sharedlib',
  'application/x-shellscript',
  'application/x-shockwave-flash',
  'application/x-xpinstall',
  'text/vbscript',
  'text/x-sh',
  'text/x-shellscript',
]);

/** @param extension without the dot, in any case */
export function isDangerousExtension(extension: string): boolean {
  return extensions.has(extension.toLowerCase());
}

/**
 * Whether browsers treat a download as dangerous, by its type or its name. The ending of the address counts only where the name
 * has none: `/get.asp?id=5` that is saved as `film.mkv` is no script.
 * @param name base name it will be saved under, null while unknown
 * @param mime value of Content-Type, parameters allowed; null for none
 */
export function isDangerousType(name: string | null, mime: string | null, url: string): boolean {
  if (mimeTypes.has(mime?.split(';')[0]?.trim().toLowerCase() ?? '')) return true;
  const extension = extensionOf(name ?? '') || extensionOf(pathOf(url));
  return isDangerousExtension(extension);
}

/** The ending without its dot, '' for none. Looks through what is invisible or that Windows drops: trailing dots and spaces. */
function extensionOf(name: string): string {
  const visible = name.slice(-300).replace(/\p{Cc}|\p{Cf}/gu, '');
  return /\.([^./\\\s]+)[.\s]*$/.exec(visible)?.[1] ?? '';
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : '';
}
