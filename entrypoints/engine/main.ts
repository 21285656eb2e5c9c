import { startEngine } from '#engine/engine';

startEngine();
