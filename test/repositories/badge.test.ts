import { describeRule } from './rule-cases.ts';

const END = 'exec "$@"\n';
const badge = (address: string) =>
  `# Notebooks\n\n[![Binder](https://mybinder.org/badge_logo.svg)](${address})\n`;
const git = (...remotes: readonly string[]) => ({
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/config': remotes
    .map((url, i) => `[remote "${i === 0 ? 'origin' : `other${i}`}"]\n\turl = ${url}\n`)
    .join(''),
});

describeRule('repo/badge-hub-gone', [
  {
    title: 'a launch',
    start: END,
    files: { 'README.md': badge('https://binder.pangeo.io/v2/gh/me/glaciers/master?urlpath=lab') },
    found: ['README.md:3:58-74 warning unsafe'],
    mendedFiles: { 'README.md': badge('https://mybinder.org/v2/gh/me/glaciers/master?urlpath=lab') },
  },
  {
    title: 'an image and a hub',
    start: END,
    files: {
      'README.md':
        '![](http://staging.binder.pangeo.io/badge.svg)\n<a href="https://hub.binder.pangeo.io/user/x">x</a>\n',
    },
    found: ['README.md:1:12-36 warning unsafe', 'README.md:2:18-38 warning none'],
  },
  {
    title: 'picture and link of one badge are one mistake, in each language',
    start: END,
    files: {
      'README.md':
        '[![Binder](https://binder.pangeo.io/badge_logo.svg)](https://binder.pangeo.io/v2/gh/me/a/main)\n' +
        '<a href="https://binder.pangeo.io/v2/gh/me/a/main"><img alt="B" src="https://binder.pangeo.io/badge.svg"></a>\n',
      'README.rst':
        '.. image:: https://binder.pangeo.io/badge_logo.svg\n   :alt: Binder\n   :target: https://binder.pangeo.io/v2/gh/me/a/main\n',
    },
    found: [
      'README.md:1:62-78 warning unsafe',
      'README.md:2:18-34 warning unsafe',
      'README.rst:3:21-37 warning unsafe',
    ],
    mendedFiles: {
      'README.md':
        '[![Binder](https://mybinder.org/badge_logo.svg)](https://mybinder.org/v2/gh/me/a/main)\n' +
        '<a href="https://mybinder.org/v2/gh/me/a/main"><img alt="B" src="https://mybinder.org/badge.svg"></a>\n',
      'README.rst':
        '.. image:: https://mybinder.org/badge_logo.svg\n   :alt: Binder\n   :target: https://mybinder.org/v2/gh/me/a/main\n',
    },
  },
  {
    title: 'hubs that answer, and names that only look alike',
    start: END,
    files: {
      'README.md': `${badge('https://mybinder.org/v2/gh/me/glaciers/main')}https://not-binder.pangeo.io/ https://binder.pangeo.io.example.org/\n`,
    },
  },
  {
    title: 'a repository without files for Binder',
    files: { 'README.md': badge('https://binder.pangeo.io/v2/gh/me/glaciers/master') },
  },
]);

const elsewhere = badge('https://mybinder.org/v2/gh/pangeo-data/template/main?urlpath=lab');

describeRule('repo/badge-elsewhere', [
  {
    title: 'copied from a template',
    start: END,
    files: { 'README.md': elsewhere, ...git('git@github.com:me/glaciers.git') },
    found: ['README.md:3:77-97 info unsafe'],
    mendedFiles: { 'README.md': badge('https://mybinder.org/v2/gh/me/glaciers/main?urlpath=lab') },
  },
  {
    title: 'twice the same',
    start: END,
    files: { 'README.md': elsewhere + elsewhere, ...git('https://github.com/me/glaciers') },
    found: ['README.md:3:77-97 info unsafe'],
  },
  { title: 'a remote that nobody knows', start: END, files: { 'README.md': elsewhere } },
  { title: 'no remote', start: END, files: { 'README.md': elsewhere, ...git() } },
  {
    title: 'a fork',
    start: END,
    files: { 'README.md': elsewhere, ...git('https://github.com/me/template.git') },
  },
  {
    title: 'one of the remotes, in other letters',
    start: END,
    files: {
      'README.md': elsewhere,
      ...git('https://github.com/me/glaciers', 'https://github.com/Pangeo-Data/Template'),
    },
  },
  {
    title: 'a remote on another service',
    start: END,
    files: {
      'README.md': elsewhere,
      ...git('https://github.com/me/glaciers', 'https://example.org/x/y.git'),
    },
  },
  {
    title: 'several repositories',
    start: END,
    files: {
      'README.md': elsewhere + badge('https://mybinder.org/v2/gh/pangeo-data/other/main'),
      ...git('https://github.com/me/glaciers'),
    },
  },
  {
    title: 'an environment that pulls the notebooks',
    start: END,
    files: {
      'README.md': badge(
        'https://mybinder.org/v2/gh/pangeo-gallery/default-binder/master?urlpath=git-pull%3Frepo%3Dhttps%253A%252F%252Fgithub.com%252Fme%252Fglaciers',
      ),
      ...git('https://github.com/me/glaciers'),
    },
  },
  {
    title: 'an archive with a DOI',
    start: END,
    files: {
      'README.md': badge('https://mybinder.org/v2/zenodo/10.5281/zenodo.3242074/'),
      ...git('https://github.com/me/glaciers'),
    },
  },
]);
