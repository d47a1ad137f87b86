// What a reader keeps stays in this browser, one place for each study; nothing is sent anywhere.

const storeOf = once((corpus) => {
  const place = (name) => `aft-themes/${corpus.study}/${name}`;
  const store = { works: true, read: null, write: null };
  store.read = (name, otherwise) => {
    try {
      return JSON.parse(localStorage.getItem(place(name))) ?? otherwise;
    } catch {
      store.works = false;
      return otherwise;
    }
  };
  store.write = (name, value) => {
    try {
      localStorage.setItem(place(name), JSON.stringify(value));
    } catch {
      store.works = false; // private windows and full discs: what is kept lasts until the page closes
    }
  };
  return store;
});

function storeNotice(corpus) {
  if (storeOf(corpus).works) return null;
  return make(
    "p",
    { class: "notice" },
    "This browser does not store anything for this page. Download your work before you close it.",
  );
}
