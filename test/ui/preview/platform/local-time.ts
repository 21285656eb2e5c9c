export * from '../../../../src/platform/local-time.ts';
