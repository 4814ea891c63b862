// One language server as a process, driven as an editor drives it, with a clock.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const PATIENCE = 120_000;

export class Session {
  #buffer = Buffer.alloc(0);
  #next = 1;
  #answers = new Map();
  #published = [];
  #wake = () => {};
  #versions = new Map();

  constructor(command, { env = {}, settings = {} } = {}) {
    this.started = performance.now();
    this.settings = settings;
    this.child = spawn(command[0], command.slice(1), {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, ...env },
    });
    this.child.stdout.on('data', (chunk) => this.#read(chunk));
    this.child.on('error', (error) => this.#fail(error));
    this.child.stdin.on('error', () => {});
  }

  /** Milliseconds from the start of the process to the answer. */
  async initialize(rootUri) {
    await this.#request('initialize', {
      processId: null,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: 'bench' }],
      capabilities: {
        textDocument: { publishDiagnostics: { versionSupport: true }, synchronization: {} },
        workspace: { configuration: true },
      },
    });
    const took = performance.now() - this.started;
    this.#send({ method: 'initialized', params: {} });
    if (Object.keys(this.settings).length > 0)
      this.#send({ method: 'workspace/didChangeConfiguration', params: { settings: this.settings } });
    return took;
  }

  /** Opens a text; milliseconds until its findings are published. */
  async open(uri, languageId, text) {
    const start = performance.now();
    this.#versions.set(uri, 1);
    this.#send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri, languageId, version: 1, text } },
    });
    await this.#publishedFor(uri, 1);
    return performance.now() - start;
  }

  /** Sends edits at once; milliseconds until the findings of the last one are published, and how many were. */
  async edit(uri, edits) {
    const before = this.#published.length;
    const start = performance.now();
    for (const change of edits) {
      const version = this.#versions.get(uri) + 1;
      this.#versions.set(uri, version);
      this.#send({
        method: 'textDocument/didChange',
        params: { textDocument: { uri, version }, contentChanges: [change] },
      });
    }
    await this.#publishedFor(uri, this.#versions.get(uri), before);
    return { milliseconds: performance.now() - start, publishes: this.#published.length - before };
  }

  /** Peak memory of the process in MB, as Linux counts it; undefined elsewhere. */
  peakMemory() {
    try {
      return (
        Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'))?.[1]) / 1024
      );
    } catch {
      return undefined;
    }
  }

  stop() {
    this.child.kill('SIGKILL');
  }

  async #publishedFor(uri, version, after = 0) {
    const deadline = performance.now() + PATIENCE;
    // A server that names no version answers with whatever it publishes next.
    while (
      !this.#published
        .slice(after)
        .some(
          (params) =>
            params.uri === uri &&
            (params.version === version || params.version === undefined || params.version === null),
        )
    ) {
      if (performance.now() > deadline) throw new Error('no findings were published');
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, 1000);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  #request(method, params) {
    const id = this.#next++;
    this.#send({ id, method, params });
    return new Promise((resolve, reject) => this.#answers.set(id, { resolve, reject }));
  }

  #send(message) {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.child.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  #read(chunk) {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.subarray(0, end).toString())?.[1]);
      if (this.#buffer.length < end + 4 + length) return;
      const message = JSON.parse(this.#buffer.subarray(end + 4, end + 4 + length).toString());
      this.#buffer = this.#buffer.subarray(end + 4 + length);
      this.#receive(message);
    }
  }

  #receive(message) {
    if (message.method === 'textDocument/publishDiagnostics') {
      this.#published.push(message.params);
      this.#wake();
    } else if (message.method === 'workspace/configuration') {
      this.#send({
        id: message.id,
        result: message.params.items.map(({ section }) => this.settings[section] ?? null),
      });
    } else if (message.id !== undefined && message.method !== undefined)
      this.#send({ id: message.id, result: null });
    else if (message.id !== undefined) {
      const answer = this.#answers.get(message.id);
      if (message.error) answer?.reject(new Error(message.error.message));
      else answer?.resolve(message.result);
    }
  }

  #fail(error) {
    for (const { reject } of this.#answers.values()) reject(error);
  }
}
