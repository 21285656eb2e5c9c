/** No torrent needs more of them; a longer list only costs. */
export const mostTrackers = 200;
export const mostWebSeeds = 200;
