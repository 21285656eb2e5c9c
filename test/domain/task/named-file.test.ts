import { describe, expect, it } from 'vitest';
import { linkTo } from '#domain/task/link-to';
import { placeToSave } from '#domain/task/place-to-save';
import { nameOf } from '#domain/task/progress';
import { answered, play, taskIn } from './play.ts';

const masked = taskIn({ kind: 'probing' }, { folder: 'F', mask: ['Set/1 ', { told: 'name' }, '.', { told: 'ext' }] });
const told = (name: string, mime = '') => ({ ...answered, file: { ...answered.file, name, mime } });

describe('a task with a mask', () => {
  it('is called as that says when the server has told the name, at every answer, in the mask’s own folder', () => {
    const first = play(masked, told('real.zip')).task!;
    expect(first.file).toMatchObject({ name: '1 real.zip', folder: 'Set' });
    expect(placeToSave(first, 1).path).toBe('F/Set/1 real.zip');
    const again = play(first, { kind: 'pause' }, { kind: 'resume' }, { kind: 'slot' }, told('other.7z')).task!;
    expect(placeToSave(again, 1).path).toBe('F/Set/1 other.7z');
  });

  it('is shown before as the address is called', () => {
    expect(nameOf({ ...masked, source: linkTo('https://a.test/get.php?id=5') })).toBe('1 get.php');
    expect(nameOf({ ...masked, mask: ['Set/'] })).toBe('a.bin');
  });

  it('what is opened as the files that it describes keeps its name, and a list’s name wins over the mask', () => {
    const torrent = told('x.torrent', 'application/x-bittorrent');
    expect(play(masked, torrent).task?.file?.name).toBe('x.torrent');
    expect(play({ ...masked, name: 'n.iso' }, told('real.zip')).task?.file?.name).toBe('n.iso');
  });
});
