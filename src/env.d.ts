/** Set by wxt at build time. */
interface ImportMetaEnv {
  readonly FIREFOX: boolean;
}
