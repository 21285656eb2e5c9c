export const readOwnData = async () => ({ format: 1, stores: {}, settings: {} });
