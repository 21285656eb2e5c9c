/** Firefox's categories of data that a purpose can be of (extensionworkshop.com, "Firefox built-in consent", taxonomy). */
export type FirefoxCategory =
  | 'technicalAndInteraction'
  | 'browsingActivity'
  | 'searchTerms'
  | 'websiteActivity'
  | 'websiteContent'
  | 'personalCommunications'
  | 'personallyIdentifyingInfo';

/** The Chrome Web Store's, as its privacy form names them. */
export type ChromeCategory =
  | 'Personally identifiable information'
  | 'Personal communications'
  | 'Location'
  | 'Web history'
  | 'User activity'
  | 'Website content';
