/** Nobody answers: the context that serves this API is not running. */
export class NobodyAnswers extends Error {}
