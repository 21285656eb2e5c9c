/** Whether a file can be saved while it still arrives: that needs a service worker that answers for a page of ours. Firefox has none. */
export const canStream = !import.meta.env.FIREFOX;
