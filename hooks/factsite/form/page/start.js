fetch("config.json")
  .then((answer) => answer.json())
  .then((config) => CMS.init({ config }));
