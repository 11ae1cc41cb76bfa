/* Chạy việc tìm kiếm ngoài trang. Nói bốn thông điệp của Material: 0 chuẩn bị, 1 sẵn sàng, 2 câu hỏi, 3 kết quả. */
/* global importScripts, CchcEngine */
"use strict";

importScripts("normal.js", "marks.js", "engine.js");

(function () {
  var SETUP = 0;
  var READY = 1;
  var QUERY = 2;
  var RESULT = 3;
  // Two more for the page of results.
  var MORE = 4;
  var PAGE = 5;
  var SHOWN = 10;
  // The folder search/ stands beside assets/, wherever the site stands.
  var base = new URL("../../../search/", self.location.href.split("#")[0]).href;
  var engine = new CchcEngine(base, function (address) {
    var options = address.endsWith("manifest.json") ? { cache: "no-cache" } : {};
    return fetch(address, options).then(function (answer) {
      if (!answer.ok) throw new Error(address + ": " + answer.status);
      return answer.json();
    });
  });
  // To the page that made this worker (see box.js); Material itself only reads the four messages.
  var client = self.location.hash.slice(1);
  var channel = client && self.BroadcastChannel ? new BroadcastChannel(client) : null;
  var asked = "";
  var filters = {};
  var turn = 0;

  function tell(data) {
    if (channel) channel.postMessage(data);
  }

  function search() {
    turn += 1;
    var mine = turn;
    var query = asked;
    if (!query.trim()) {
      self.postMessage({ type: RESULT, data: { items: [] } });
      tell({ state: "empty" });
      return;
    }
    tell({ state: "busy" });
    engine
      .find(query, filters)
      .then(function (result) {
        return engine.show(result, 0, SHOWN).then(function (documents) {
          if (mine !== turn) return;
          self.postMessage({ type: RESULT, data: { items: documents.map(item), suggest: completion(query, result, documents) } });
          tell(answer(query, result, documents));
        });
      })
      .catch(function (error) {
        if (mine !== turn) return;
        self.postMessage({ type: RESULT, data: { items: [] } });
        tell({ state: "failed", reason: String(error) });
      });
  }

  function answer(query, result, documents) {
    return {
      state: "done",
      query: query,
      total: result.total,
      shown: documents.length,
      missing: result.reading.missing || [],
      facets: result.facets,
      corrected: result.reading.units
        .filter(function (unit) {
          return unit.corrected;
        })
        .map(function (unit) {
          return [unit.raw, asWritten(likely(unit.keys), documents), Boolean(unit.known)];
        }),
      filters: engine.manifest.filters && values(engine.manifest.filters),
    };
  }

  /* Of the corrections of a word the one that stands beside its neighbours most often, or all where none does. */
  function likely(typed) {
    var most = typed.reduce(function (best, one) {
      return (one.support || 0) > (best.support || 0) ? one : best;
    }, {});
    if (typed[0].weight === 1 && typed.length > 1) return likely(typed.slice(1));
    return most.support
      ? [most.key]
      : typed.map(function (one) {
          return one.key;
        });
  }

  /* Keys as the first results write them, with their marks; those that stand in none of them stay as they are. */
  function asWritten(keys, documents) {
    var written = new Map();
    documents.forEach(function (found) {
      wordsOf(found).forEach(function (word) {
        var key = self.cchcNormal.keyOf(self.cchcNormal.formOf(word));
        if (!written.has(key)) written.set(key, word);
      });
    });
    return keys.map(function (key) {
      return written.get(key) || key;
    });
  }

  /* The words of a result's title and excerpt, in small letters. */
  function wordsOf(found) {
    var text = found.plainTitle + " " + found.text.replace(/<[^>]*>/g, "");
    return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  }

  function values(all) {
    var found = {};
    Object.keys(all).forEach(function (name) {
      found[name] = all[name].values;
    });
    return found;
  }

  /* A document in Material's words. The query goes with the address, so that the page can mark its words. */
  function item(document) {
    var facts = [document.kind, day(document.day)].filter(Boolean).join(" · ");
    var text = (facts ? '<p class="c-found-facts">' + facts + "</p>" : "") + "<p>" + document.text + "</p>";
    var location = document.location + "?h=" + encodeURIComponent(asked.trim());
    return [{ location: location, title: document.title, text: text, terms: {}, score: document.score }];
  }

  function day(iso) {
    return iso.split("-").reverse().join("/");
  }

  /* The last word completed as the best result writes it, for the grey text in the search box. */
  function completion(query, result, documents) {
    var units = result.reading.units;
    var last = units[units.length - 1];
    if (!last || !last.completed || !last.completed.size || !documents.length) return [];
    var words = query.split(/([\s-]+)/);
    var whole = wordsOf(documents[0]).find(function (word) {
      return last.completed.has(self.cchcNormal.formOf(word)) && word.startsWith(words[words.length - 1].toLowerCase());
    });
    return whole ? [whole] : [];
  }

  /* Some results from `start` on, for the page of results. */
  function page(message) {
    engine
      .find(message.query, message.filters)
      .then(function (result) {
        return engine.show(result, message.start, message.count).then(function (documents) {
          var data = answer(message.query, result, documents);
          data.start = message.start;
          data.documents = documents;
          self.postMessage({ type: PAGE, id: message.id, data: data });
        });
      })
      .catch(function (error) {
        self.postMessage({ type: PAGE, id: message.id, data: { state: "failed", reason: String(error) } });
      });
  }

  self.addEventListener("message", function (event) {
    var message = event.data || {};
    if (message.type === SETUP) self.postMessage({ type: READY });
    if (message.type === MORE) page(message);
    if (message.type === QUERY && typeof message.data === "string") {
      asked = message.data;
      search();
    }
  });

  if (channel) {
    channel.addEventListener("message", function (event) {
      var message = event.data || {};
      if (message.ask === "filters") {
        filters = message.filters || {};
        search();
      }
    });
  }
})();
