import type { FoundLink } from '#domain/add/page-links';
import type { ReadPage } from '../../../../src/platform/page-links.ts';

const given = new URLSearchParams(location.search).get('links');

function pageOf(many: number): ReadPage {
  const link = (url: string, text: string, from: FoundLink['from'] = 'link'): FoundLink => ({ url, text, from });
  const album = Array.from({ length: many }, (_, n) =>
    link(`https://photos.example.org/2026/IMG_${4100 + n}.jpg`, `Lake, photo ${n + 1}`, 'image'),
  );
  const links = [
    link('https://photos.example.org/', 'Home'),
    link('https://photos.example.org/2026/album.zip', 'All of it (412 MB)'),
    link('https://photos.example.org/2026/walk.mp4?quality=high', 'The walk', 'video'),
    link('https://docs.example.net/route/route-description.pdf', 'The route as PDF'),
    link('https://releases.example.org/files/mirror.img', 'An image that is in the list'),
    link('magnet:?xt=urn:btih:0123456789012345678901234567890123456789&dn=album', 'By BitTorrent'),
    ...album,
  ];
  return { title: 'Photos of the lake, 2026', url: 'https://photos.example.org/2026/', links, cut: many > 10_000 };
}

export const readPageLinks = async (): Promise<ReadPage | null> => {
  if (given === 'unread') return null;
  return given === 'none' ? { ...pageOf(0), links: [] } : pageOf(Number(given ?? 12));
};
