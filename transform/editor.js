// tsserver finds plug-ins by file, not by `exports`, and wants the function itself.
module.exports = (modules) => require("./dist/editor/plugin.js").createPlugin(modules);
