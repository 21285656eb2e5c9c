declare module 'webtorrent/dist/webtorrent.min.js' {
  const Client: new (options: object) => import('./webtorrent.ts').LiveClient;
  export default Client;
}
