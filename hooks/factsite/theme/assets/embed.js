// Marked enhancement: a value that the page doesn't hold is said to be missing, in place of the newest in silence.
const say = () => {
  const wanted = decodeURIComponent(location.hash.slice(1));
  document.getElementById("unserved").hidden = !wanted || document.getElementById(wanted) !== null;
};
addEventListener("hashchange", say);
say();
