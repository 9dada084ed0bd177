// The folder content/ of this machine, as Sveltia CMS expects a folder of the browser (File System API): what it reads
// comes from our server in one answer, and what it writes goes through it, file by file.
(() => {
  globalThis.CMS_MANUAL_INIT = true;
  const files = new Map();
  const address = (path) => "files/" + path.split("/").map(encodeURIComponent).join("/");

  // One file is written after the other, and what was refused is told in the words of the check.
  async function save(path, body) {
    const read = files.get(path)?.version ?? "";
    const answer = await fetch(address(path), {
      method: "PUT",
      body,
      headers: { "X-Factsite-Form": "1", "If-Match": read },
    });
    if (!answer.ok) {
      const told = await answer.text();
      alert(told);
      throw new Error(told);
    }
    files.set(path, { ...(await answer.json()), changed: Date.now() });
  }

  class Handle {
    constructor(path) {
      this.path = path;
      this.name = path.split("/").pop();
    }
    async queryPermission() {
      return "granted";
    }
    async requestPermission() {
      return "granted";
    }
    inner(name) {
      return this.path ? `${this.path}/${name}` : name;
    }
  }

  class FileHandle extends Handle {
    kind = "file";
    async getFile() {
      const found = files.get(this.path);
      return new File([found?.text ?? ""], this.name, { lastModified: found?.changed ?? 0 });
    }
    async createWritable() {
      return {
        write: async (data) => {
          const text = typeof data === "string" ? data : await new Blob([data]).text();
          await save(this.path, text);
        },
        close: async () => {},
      };
    }
  }

  class Folder extends Handle {
    kind = "directory";
    async *entries() {
      const start = this.path ? this.path + "/" : "";
      const names = new Map();
      for (const path of files.keys()) {
        if (!path.startsWith(start)) continue;
        const [name, ...rest] = path.slice(start.length).split("/");
        names.set(name, rest.length > 0);
      }
      for (const [name, deep] of names) {
        yield [name, deep ? new Folder(this.inner(name)) : new FileHandle(this.inner(name))];
      }
    }
    async getDirectoryHandle(name) {
      return new Folder(this.inner(name));
    }
    async getFileHandle(name, { create = false } = {}) {
      if (!create && !files.has(this.inner(name))) throw new DOMException(name, "NotFoundError");
      return new FileHandle(this.inner(name));
    }
    async removeEntry(name) {
      throw new DOMException(name, "NotAllowedError");
    }
  }

  const ready = fetch("files").then(async (answer) => {
    for (const [path, file] of Object.entries(await answer.json())) files.set(path, { ...file, changed: 0 });
  });
  // The browser’s own folder of this page, in which Sveltia CMS keeps a repository for tries, is ours.
  StorageManager.prototype.getDirectory = async () => {
    await ready;
    return { getDirectoryHandle: async () => new Folder("") };
  };
  // Files of ours aren’t moved: they are written where they stand.
  if (globalThis.FileSystemFileHandle) delete FileSystemFileHandle.prototype.move;
})();
