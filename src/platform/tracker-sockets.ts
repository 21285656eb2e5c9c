/** What a socket to a tracker tells, and how less of it. */
export { askable, coverSockets, onUncovered, sitesForTrackers, tellsTrackers } from './engine-host/tracker-sockets.ts';
