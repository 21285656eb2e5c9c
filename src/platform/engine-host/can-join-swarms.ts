/**
 * Whether torrents may come from peers. Firefox sends its random number of this installation with every socket that is opened to a tracker
 * (Origin), and that is not taken off yet (CS8).
 */
export const canJoinSwarms = !import.meta.env.FIREFOX;
