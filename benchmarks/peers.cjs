// One engine of npm in a process of its own: `node peers.cjs ENGINE FOLDER`; a line with a number asks for so many
// documents, the answer is seconds each.
const fs = require('fs'), path = require('path'), readline = require('readline');
const [name, room] = process.argv.slice(2);
const need = (module) => require(path.join(process.env.PEERS, 'node_modules', module));
const data = JSON.parse(fs.readFileSync(path.join(room, `${name}.json`), 'utf8'));
const template = path.join(room, `${name}.docx`), out = path.join(room, `${name}.out.docx`);

const ENGINES = {
  // As its documentation shows it: a new Docxtemplater for each document.
  docxtemplater: () => {
    const PizZip = need('pizzip'), Docxtemplater = need('docxtemplater');
    return async () => {
      const made = new Docxtemplater(new PizZip(fs.readFileSync(template, 'binary')),
        { delimiters: { start: '{{', end: '}}' } });
      made.render(data);
      fs.writeFileSync(out, made.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' }));
    };
  },
  carbone: () => {
    const carbone = need('carbone');
    return () => new Promise((done, failed) =>
      carbone.render(template, data, (error, result) => {
        if (error) return failed(error);
        fs.writeFileSync(out, result);
        done();
      }));
  },
};

(async () => {
  const render = ENGINES[name]();
  await render();
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const count = Number(line), cpu = process.cpuUsage(), begun = performance.now();
    for (let i = 0; i < count; i++) await render();
    const used = process.cpuUsage(cpu);
    console.log(Math.min((performance.now() - begun) / 1e3, (used.user + used.system) / 1e6) / count);
  }
  process.exit(0);
})();
