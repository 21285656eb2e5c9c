/** Whether torrents may come from peers in this browser. */
export { canJoinSwarms } from './engine-host/can-join-swarms.ts';
