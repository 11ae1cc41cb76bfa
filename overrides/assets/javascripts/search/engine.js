/* Tìm kiếm: đọc câu hỏi, lấy vừa đủ các tệp chỉ mục, xếp hạng, trích đoạn. Không chạm vào trang. */
(function (root) {
  "use strict";

  var N = root.cchcNormal;
  // How much a form says when it is not the one that was typed.
  var UNMARKED_TYPED = 0.95; // "thu" finds "thủ"
  var PARTLY_MARKED = 0.85; // "thu tục": the typist does write marks
  var UNMARKED_TEXT = 0.5; // "thủ" finds "thu" in a text without marks
  var OTHER_TONE = 0.22; // "sữa" finds "sửa"
  var OTHER_LETTERS = 0.1; // "cân" finds "cần"
  var CORRECTED = 0.8;
  var CORRECTIONS = 30;
  var COMPLETED = 0.7;
  // What two words side by side, and all words in their order, say above the words alone.
  var PAIR = 1.6;
  var PHRASE = 2.5;
  var CODE = 3;
  var OWNER = 4;
  var NEWER = 0.03;
  var PROCEDURE = 1.35;
  // How many documents are read to prove their order, and what is left of one without any run of the words.
  var PROVEN = 12;
  var UNPROVEN = 0.5;
  // A document that says this share of what the best one says is not counted as found.
  var LEAST = 0.02;
  // With fewer documents than these, words of very many documents are looked up by themselves after all.
  var ENOUGH = 10;
  var SORTED = 500;
  var FACET_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  var LETTER_A = 97;
  var PROCEDURE_CODE = /^\d\.\d{6}(\.|$)/;
  // Of a pasted page only the beginning is looked for.
  var LONGEST_QUERY = 200;

  /* The letter that the index writes for the value of a filter at `place`; as many as there are values. */
  function letterOf(place) {
    return FACET_LETTERS[place] || String.fromCharCode(0x100 + place);
  }

  /* An index at `base` (address of the folder search/). `load(address)` gives the JSON of a file as a promise. */
  function Engine(base, load) {
    this.base = base;
    this.load = load;
    this.shards = new Map();
    this.texts = new Map();
    this.ready = null;
  }

  Engine.prototype.open = function () {
    var engine = this;
    if (!this.ready) {
      this.ready = this.load(this.base + "manifest.json").then(function (manifest) {
        engine.manifest = manifest;
        engine.syllables = new Map();
        manifest.syllables.split(" ").forEach(function (entry) {
          if (entry) engine.syllables.set(entry.slice(0, -1), parseInt(entry.slice(-1), 36));
        });
        return manifest;
      });
      this.ready.catch(function () {
        engine.ready = null;
      });
    }
    return this.ready;
  };

  /* The number of the file that holds `key`: the last one that starts at or before it. */
  Engine.prototype.shardOf = function (key) {
    var first = this.manifest.shards;
    var low = 0;
    var high = first.length - 1;
    while (low < high) {
      var middle = (low + high + 1) >> 1;
      if (first[middle] <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  Engine.prototype.shard = function (number) {
    var engine = this;
    if (!this.shards.has(number)) {
      var found = this.load(this.base + "terms/" + number + ".json?v=" + this.manifest.build);
      found.catch(function () {
        engine.shards.delete(number);
      });
      this.shards.set(number, found);
    }
    return this.shards.get(number);
  };

  Engine.prototype.text = function (number) {
    var engine = this;
    if (!this.texts.has(number)) {
      var found = this.load(this.base + "texts/" + number + ".json?v=" + this.manifest.build);
      found.catch(function () {
        engine.texts.delete(number);
      });
      this.texts.set(number, found);
    }
    return this.texts.get(number);
  };

  /* The postings of a key: a list of [form, steps, weights]. */
  Engine.prototype.postings = function (key) {
    if (!this.manifest.shards.length) return Promise.resolve([]);
    return this.shard(this.shardOf(key)).then(function (terms) {
      return Object.hasOwn(terms, key) ? terms[key] : [];
    });
  };

  /* All keys that start with `prefix`, from the few files that hold them: a list of [key, entries]. */
  Engine.prototype.range = function (prefix) {
    if (!this.manifest.shards.length) return Promise.resolve([]);
    var first = this.shardOf(prefix);
    var last = Math.min(this.shardOf(prefix + "\uffff"), first + 2);
    var wanted = [];
    for (var number = first; number <= last; number += 1) wanted.push(this.shard(number));
    return Promise.all(wanted).then(function (shards) {
      var found = [];
      shards.forEach(function (terms) {
        Object.keys(terms).forEach(function (key) {
          if (key.startsWith(prefix)) found.push([key, terms[key]]);
        });
      });
      return found;
    });
  };

  // The query

  /* Read a query: its words, whether the last one may be unfinished, its numbers in one piece, whether it is a question. */
  Engine.prototype.read = function (query) {
    var units = [];
    var codes = [];
    N.chunksOf(query.slice(0, LONGEST_QUERY)).forEach(function (chunk) {
      var code = N.codeOf(chunk);
      var procedure = Boolean(code) && PROCEDURE_CODE.test(chunk);
      if (code) codes.push({ key: code, raw: chunk, procedure: procedure });
      N.partsOf(chunk).forEach(function (part) {
        var form = N.formOf(part);
        units.push({ raw: part, form: form, key: N.keyOf(form), code: Boolean(code), procedure: procedure && code });
      });
    });
    var question = false;
    var line = units.map(function (unit) {
      return unit.key;
    });
    this.manifest.questions.forEach(function (frame) {
      var words = frame.split(" ");
      for (var start = 0; start + words.length <= line.length; start += 1) {
        var same = words.every(function (word, index) {
          return line[start + index] === word;
        });
        if (same && line.length > words.length) {
          question = true;
          line.splice(start, words.length);
          units.splice(start, words.length);
        }
      }
    });
    var typed = units.some(function (unit) {
      return unit.form !== unit.key;
    });
    units.forEach(function (unit) {
      unit.marked = unit.form !== unit.key;
      unit.partly = typed;
    });
    return { units: units, codes: codes, question: question, open: units.length > 0 && /[\p{L}\p{N}\p{M}]$/u.test(query) };
  };

  /* Decide which keys a word may stand for: itself, what was typed without a keyboard's help, its corrections. */
  Engine.prototype.resolve = function (unit, unfinished) {
    var known = this.syllables;
    unit.keys = [{ key: unit.key, form: unit.form, marked: unit.marked, weight: 1 }];
    if (/\p{N}/u.test(unit.key) || known.has(unit.key)) {
      if (!/\p{N}/u.test(unit.key) || !/\p{L}/u.test(unit.key)) return;
    }
    var typed = N.typedForm(unit.raw);
    if (typed && known.has(N.keyOf(typed)) && !known.has(unit.key)) {
      unit.keys = [{ key: N.keyOf(typed), form: typed, marked: true, weight: 1 }];
      unit.repaired = true;
      return;
    }
    if (unfinished && this.completions(unit.key, 1).length) return;
    if (unit.code || known.has(unit.key) || unit.key.length < 2) return;
    var near = this.sameSound(unit.key).concat(this.corrections(unit.key));
    if (near.length) {
      unit.keys = near.map(function (key) {
        return corrected([key]);
      });
      unit.corrected = true;
    }
  };

  /* The most frequent syllables that start with `prefix`. */
  Engine.prototype.completions = function (prefix, count) {
    var found = [];
    this.syllables.forEach(function (level, key) {
      if (key.length > prefix.length && key.startsWith(prefix)) found.push([key, level]);
    });
    found.sort(function (one, other) {
      return other[1] - one[1] || (one[0] < other[0] ? -1 : 1);
    });
    return found.slice(0, count).map(function (entry) {
      return entry[0];
    });
  };

  /* The known syllables one edit away: a letter more, less, other, or two letters exchanged. */
  Engine.prototype.corrections = function (key) {
    var found = [];
    this.syllables.forEach(function (level, candidate) {
      if (oneEdit(key, candidate)) found.push([candidate, level + (candidate[0] === key[0] ? 2 : 0)]);
    });
    found.sort(function (one, other) {
      return other[1] - one[1] || (one[0] < other[0] ? -1 : 1);
    });
    return found.slice(0, CORRECTIONS).map(function (entry) {
      return entry[0];
    });
  };

  function oneEdit(one, other) {
    var difference = one.length - other.length;
    if (difference > 1 || difference < -1) return false;
    var start = 0;
    while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
    var endOne = one.length;
    var endOther = other.length;
    while (endOne > start && endOther > start && one[endOne - 1] === other[endOther - 1]) {
      endOne -= 1;
      endOther -= 1;
    }
    var left = endOne - start;
    var right = endOther - start;
    if (left <= 1 && right <= 1) return left + right > 0;
    return left === 2 && right === 2 && one[start] === other[start + 1] && one[start + 1] === other[start];
  }

  /* Put the corrections of an unknown word in the order in which they stand beside its neighbours. */
  Engine.prototype.settle = function (units) {
    var engine = this;
    return Promise.all(
      units.map(function (unit, index) {
        if (!unit.corrected || units.length < 2) return null;
        return engine.supported(units, index, unit.keys.map(keyOfTyped)).then(function (supports) {
          var beside = supports.filter(function (entry) {
            return entry[1] > 0;
          });
          unit.keys = (beside.length ? beside : supports).slice(0, 3).map(corrected);
        });
      }),
    );
  };

  /* Words that are known but stand beside none of their neighbours anywhere: perhaps another word was meant, one edit
     away or of the same sound ("hợp chẩn" for "hợp chuẩn"). Answers whether any was taken. */
  Engine.prototype.reconsider = function (reading) {
    var engine = this;
    var units = reading.units;
    var last = units.length - 1;
    return Promise.all(
      units.map(function (unit, index) {
        if (units.length < 2 || unit.code || unit.corrected || unit.repaired || /\p{N}/u.test(unit.key)) return false;
        if ((index === last && reading.open) || unit.keys[0].support || unit.key.length < 3) return false;
        var candidates = engine.sameSound(unit.key).concat(engine.corrections(unit.key));
        return engine.supported(units, index, candidates).then(function (supports) {
          var beside = supports.filter(function (entry) {
            return entry[1] > 0;
          });
          if (!beside.length) return false;
          unit.keys = unit.keys.concat(beside.slice(0, 2).map(corrected));
          unit.corrected = unit.known = true;
          return true;
        });
      }),
    ).then(function (found) {
      return found.some(Boolean);
    });
  };

  /* For each candidate how many documents have it beside a neighbour of the word: [[key, number]…], most first. */
  Engine.prototype.supported = function (units, index, candidates) {
    var engine = this;
    var before = units[index - 1];
    var after = units[index + 1];
    return Promise.all(
      candidates.map(function (key, place) {
        var pairs = [];
        if (before) pairs.push(before.keys[0].key + " " + key);
        // Those that begin alike stand in few files, those that end alike in many.
        if (after && (!before || place < 8)) pairs.push(key + " " + after.keys[0].key);
        return Promise.all(
          pairs.map(function (pair) {
            return engine.postings(pair);
          }),
        ).then(function (all) {
          var number = 0;
          all.forEach(function (entries) {
            entries.forEach(function (entry) {
              number += entry[1].length;
            });
          });
          return [key, number];
        });
      }),
    ).then(function (supports) {
      // A sort keeps the order of equals: the more frequent syllable stays first.
      return supports.sort(function (one, other) {
        return other[1] - one[1];
      });
    });
  };

  function keyOfTyped(typed) {
    return typed.key;
  }

  function corrected(entry) {
    return { key: entry[0], form: entry[0], marked: false, weight: CORRECTED };
  }

  var SOUNDS = [["d", "gi"], ["d", "r"], ["gi", "r"], ["ch", "tr"], ["s", "x"], ["l", "n"], ["c", "k"], ["ng", "ngh"]];

  /* The known syllables that begin with a letter of the same sound. */
  Engine.prototype.sameSound = function (key) {
    var engine = this;
    var found = [];
    SOUNDS.forEach(function (pair) {
      pair.forEach(function (start, index) {
        if (!key.startsWith(start)) return;
        var other = pair[1 - index] + key.slice(start.length);
        if (engine.syllables.has(other) && found.indexOf(other) < 0) found.push(other);
      });
    });
    return found;
  };

  /* How much a form of the index says for what was typed. */
  function formWeight(typed, unit, form) {
    if (form === typed.form) return 1;
    if (!typed.marked) return unit.partly ? PARTLY_MARKED : UNMARKED_TYPED;
    if (form === typed.key) return UNMARKED_TEXT;
    return form.replace(/[1-5]$/, "") === typed.form.replace(/[1-5]$/, "") ? OTHER_TONE : OTHER_LETTERS;
  }

  /* Raise `scores` to what the postings say, each form by `weightOf(form)`. */
  function raise(scores, entries, weightOf) {
    entries.forEach(function (entry) {
      var weight = weightOf(entry[0]);
      if (!weight) return;
      var document = 0;
      for (var index = 0; index < entry[1].length; index += 1) {
        document += entry[1][index];
        var score = (weight * (entry[2].charCodeAt(index) - LETTER_A + 1)) / 16;
        if (score > scores[document]) scores[document] = score;
      }
    });
  }

  /* Mark the documents that a number belongs to: a score above 1, which no other document has. */
  function raiseOwners(scores, entries) {
    entries.forEach(function (entry) {
      var document = 0;
      entry[1].forEach(function (step) {
        document += step;
        scores[document] = 2;
      });
    });
  }

  function inverseFrequency(scores, floor) {
    var found = 0;
    for (var document = 0; document < scores.length; document += 1) if (scores[document] > floor) found += 1;
    return found ? Math.log(1 + (scores.length - found + 0.5) / (found + 0.5)) + 0.15 : 0;
  }

  /* Whether a query is nothing but codes of procedures that no page has: their parts, "1" and "000123", say nothing. */
  function ofMissingProcedures(reading) {
    return reading.units.every(function (unit) {
      return reading.missing.some(function (code) {
        return code.procedure && code.key === unit.procedure;
      });
    });
  }

  function nothing(reading) {
    return { total: 0, documents: [], facets: {}, reading: reading };
  }

  // The search

  /* Find documents. Answers { total, documents: [[number, score]…], facets, reading }, best first. */
  Engine.prototype.find = function (query, filters) {
    var engine = this;
    return this.open().then(function () {
      var reading = engine.read(query);
      if (!reading.units.length) return nothing(reading);
      var last = reading.units.length - 1;
      reading.units.forEach(function (unit, index) {
        engine.resolve(unit, reading.open && index === last);
      });
      return engine.settle(reading.units).then(function () {
        return engine.score(reading);
      }).then(function (scores) {
        return engine.enough(reading, scores);
      }).then(function (scores) {
        return engine.reconsider(reading).then(function (changed) {
          if (!changed) return engine.rank(scores, reading, filters || {});
          return engine.score(reading).then(function (better) {
            return engine.rank(better, reading, filters || {});
          });
        });
      }).then(function (result) {
        return engine.missing(reading.codes).then(function (codes) {
          reading.missing = codes;
          return ofMissingProcedures(reading) ? nothing(reading) : result;
        });
      });
    });
  };

  /* Of the numbers in a query those that no page has, nor any that begins so: only their parts were looked for. */
  Engine.prototype.missing = function (codes) {
    var engine = this;
    return Promise.all(
      codes.map(function (code) {
        return engine.range(code.key).then(function (found) {
          return found.length ? null : code;
        });
      }),
    ).then(function (found) {
      return found.filter(Boolean);
    });
  };

  Engine.prototype.score = function (reading) {
    var engine = this;
    var size = this.manifest.documents;
    var units = reading.units;
    var last = units.length - 1;
    var wordScores = units.map(function () {
      return new Float32Array(size);
    });
    var pairScores = [];
    var work = [];

    units.forEach(function (unit, index) {
      if (reading.every || !engine.isCommon(unit, units)) {
        unit.keys.forEach(function (typed) {
          work.push(
            engine.postings(typed.key).then(function (entries) {
              raise(wordScores[index], entries, function (form) {
                return typed.weight * formWeight(typed, unit, form);
              });
            }),
          );
        });
      }
      if (index === last) return;
      var next = units[index + 1];
      var scores = new Float32Array(size);
      pairScores.push(scores);
      unit.keys.slice(0, 3).forEach(function (one) {
        next.keys.slice(0, 3).forEach(function (other) {
          work.push(
            engine.postings(one.key + " " + other.key).then(function (entries) {
              entries.forEach(function (entry) {
                one.support = (one.support || 0) + entry[1].length;
                other.support = (other.support || 0) + entry[1].length;
              });
              raise(scores, entries, function (form) {
                var forms = form.split(" ");
                var weight = formWeight(one, unit, forms[0]) * formWeight(other, next, forms[1]);
                return one.weight * other.weight * weight;
              });
            }),
          );
        });
      });
    });
    if (reading.open && !/\p{N}/u.test(units[last].key)) work.push(this.complete(units, wordScores, pairScores));
    var codeScores = reading.codes.map(function (code) {
      var scores = new Float32Array(size);
      // The document that has this number itself is worth more than those that only name it.
      [code.key, "=" + code.key].forEach(function (key, owner) {
        work.push(
          engine.postings(key).then(function (entries) {
            raise(scores, entries, function () {
              return 1;
            });
            if (owner) raiseOwners(scores, entries);
          }),
        );
      });
      return scores;
    });
    return Promise.all(work).then(function () {
      return engine.combine(reading, wordScores, pairScores, codeScores);
    });
  };

  /* A word of very many documents is looked up only with its neighbours: its own postings are large and say little. */
  Engine.prototype.isCommon = function (unit, units) {
    if (units.length < 2 || this.manifest.documents < 2000) return false;
    var level = this.syllables.get(unit.key) || 0;
    return unit.keys.length === 1 && Math.pow(2, level + 1) > this.manifest.documents / 8;
  };

  /* The scores, made again with every word's own postings where the words stand side by side in next to no document:
     documents that hold them apart are found as well. */
  Engine.prototype.enough = function (reading, scores) {
    var engine = this;
    var units = reading.units;
    var left = units.some(function (unit) {
      return engine.isCommon(unit, units);
    });
    var found = 0;
    for (var document = 0; left && document < scores.length; document += 1) if (scores[document] > 0) found += 1;
    if (!left || found >= ENOUGH) return scores;
    reading.every = true;
    return this.score(reading);
  };

  /* The last word may be unfinished: with the word before it by pairs, alone by the most frequent syllables. */
  Engine.prototype.complete = function (units, wordScores, pairScores) {
    var engine = this;
    var last = units.length - 1;
    var unit = units[last];
    unit.completed = new Set();
    if (last > 0) {
      var before = units[last - 1];
      return Promise.all(
        before.keys.slice(0, 2).map(function (one) {
          return engine.range(one.key + " " + unit.key).then(function (found) {
            found.forEach(function (entry) {
              var whole = entry[0].slice(one.key.length + 1);
              if (whole === unit.key) return;
              raise(pairScores[last - 1], entry[1], function (form) {
                var forms = form.split(" ");
                var start = startWeight(unit, forms[1]);
                if (start) unit.completed.add(forms[1]);
                return COMPLETED * one.weight * formWeight(one, before, forms[0]) * start;
              });
            });
          });
        }),
      );
    }
    return Promise.all(
      this.completions(unit.key, 6).map(function (key) {
        return engine.postings(key).then(function (entries) {
          raise(wordScores[last], entries, function (form) {
            var start = startWeight(unit, form);
            if (start) unit.completed.add(form);
            return COMPLETED * start;
          });
        });
      }),
    );
  };

  /* How well a whole form continues an unfinished one: "thủ" continues "th", "tục" continues "tu" but hardly "tú". */
  function startWeight(unit, form) {
    if (!unit.marked) return 1;
    var letters = unit.form.replace(/[1-5]$/, "");
    var tone = unit.form.slice(letters.length);
    if (!form.startsWith(letters)) return 0;
    return !tone || form.endsWith(tone) ? 1 : 0;
  }

  Engine.prototype.combine = function (reading, wordScores, pairScores, codeScores) {
    var size = this.manifest.documents;
    var result = new Float32Array(size);
    var count = wordScores.length;
    // A pair proves its two words, also where the words' own postings were not taken.
    pairScores.forEach(function (scores, index) {
      for (var document = 0; document < size; document += 1) {
        var score = scores[document] * 0.9;
        if (score > wordScores[index][document]) wordScores[index][document] = score;
        if (score > wordScores[index + 1][document]) wordScores[index + 1][document] = score;
      }
    });
    var wordWeights = wordScores.map(function (scores) {
      return inverseFrequency(scores, 0.02);
    });
    var pairWeights = pairScores.map(function (scores) {
      return inverseFrequency(scores, 0.02);
    });
    var codeWeights = codeScores.map(function (scores) {
      return inverseFrequency(scores, 0);
    });
    var whole = wordWeights.reduce(function (sum, weight) {
      return sum + (weight || 3);
    }, 0);
    for (var document = 0; document < size; document += 1) {
      var score = 0;
      var covered = 0;
      for (var word = 0; word < count; word += 1) {
        var found = wordScores[word][document];
        if (found) {
          score += wordWeights[word] * found;
          covered += wordWeights[word] * Math.min(1, found * 4);
        }
      }
      if (!score) continue;
      var weakest = 1;
      for (var pair = 0; pair < pairScores.length; pair += 1) {
        var together = pairScores[pair][document];
        score += PAIR * pairWeights[pair] * together;
        if (together < weakest) weakest = together;
      }
      if (pairScores.length) score += PHRASE * weakest * whole;
      for (var code = 0; code < codeScores.length; code += 1) {
        if (codeScores[code][document]) score += CODE * codeWeights[code] * (codeScores[code][document] > 1 ? OWNER : 1);
      }
      var share = Math.min(1, covered / whole);
      result[document] = score * share * share * (1 + (NEWER * (document + 1)) / size);
    }
    return result;
  };

  Engine.prototype.rank = function (scores, reading, filters) {
    var manifest = this.manifest;
    var names = Object.keys(manifest.filters);
    var wanted = names.map(function (name) {
      if (!filters[name]) return "";
      var place = manifest.filters[name].values.findIndex(function (value) {
        return value[0] === filters[name];
      });
      // A value that no document has: nothing is found.
      return place < 0 ? "?" : letterOf(place);
    });
    var values = names.map(function (name) {
      return manifest.filters[name].documents;
    });
    var counts = names.map(function () {
      return {};
    });
    var procedures = reading.question ? this.kindLetter("tthc") : "";
    var kinds = manifest.filters.kind.documents;
    var best = 0;
    for (var number = 0; number < scores.length; number += 1) {
      if (procedures && kinds[number] === procedures) scores[number] *= PROCEDURE;
      if (scores[number] > best) best = scores[number];
    }
    var least = best * LEAST;
    var found = [];
    // The newest comes last in the index.
    for (var document = scores.length - 1; document >= 0; document -= 1) {
      if (scores[document] <= least) continue;
      var missing = 0;
      var miss = -1;
      for (var filter = 0; filter < names.length; filter += 1) {
        if (wanted[filter] && values[filter][document] !== wanted[filter]) {
          missing += 1;
          miss = filter;
        }
      }
      // A filter's own numbers are those it would give: only the other filters hold.
      if (missing < 2) {
        for (var facet = 0; facet < names.length; facet += 1) {
          if (missing && miss !== facet) continue;
          var letter = values[facet][document];
          counts[facet][letter] = (counts[facet][letter] || 0) + 1;
        }
      }
      if (!missing) found.push(document);
    }
    return {
      total: found.length,
      documents: ordered(found, scores),
      facets: this.named(names, counts),
      reading: reading,
    };
  };

  /* Documents by their scores, best first and newer before older: [[document, score]…]. Most are never shown, so only
     the best SORTED are put in order; the others keep the order of their dates. */
  function ordered(found, scores) {
    var all = Float32Array.from(found, function (document) {
      return scores[document];
    }).sort();
    var bound = all.length > SORTED ? all[all.length - SORTED] : 0;
    var first = [];
    var rest = [];
    found.forEach(function (document) {
      (scores[document] >= bound ? first : rest).push([document, scores[document]]);
    });
    first.sort(function (one, other) {
      return other[1] - one[1] || other[0] - one[0];
    });
    return first.concat(rest);
  }

  /* The counts of each filter by the ids of its values. */
  Engine.prototype.named = function (names, counts) {
    var manifest = this.manifest;
    var facets = {};
    names.forEach(function (name, index) {
      facets[name] = {};
      manifest.filters[name].values.forEach(function (value, place) {
        var number = counts[index][letterOf(place)];
        if (number) facets[name][value[0]] = number;
      });
    });
    return facets;
  };

  Engine.prototype.kindLetter = function (id) {
    var values = this.manifest.filters.kind.values;
    for (var index = 0; index < values.length; index += 1) if (values[index][0] === id) return letterOf(index);
    return "";
  };

  // What is shown

  /* The documents of a result from `start` on: [{ location, title, text, day, kind, score }…] with HTML titles and texts. */
  Engine.prototype.show = function (result, start, count) {
    var engine = this;
    var marker = this.marker(result.reading);
    return this.proven(result, marker).then(function (documents) {
      return Promise.all(
        documents.slice(start, start + count).map(function (entry) {
          return engine.text(entry[0]).then(function (text) {
            return {
              location: text.u,
              title: marker.all(text.t),
              plainTitle: text.t,
              text: marker.excerpt(text.x),
              kind: text.k || "",
              day: text.d || "",
              score: entry[1],
            };
          });
        }),
      );
    });
  };

  /* Pairs that stand apart look like a phrase to the index: the first documents are put in order by their own texts. */
  Engine.prototype.proven = function (result, marker) {
    var engine = this;
    if (result.proven) return result.proven;
    var words = result.reading.units.length;
    if (words < 2) result.proven = Promise.resolve(result.documents);
    else {
      var first = result.documents.slice(0, PROVEN);
      result.proven = Promise.all(
        first.map(function (entry) {
          return engine.text(entry[0]).then(function (text) {
            var run = Math.min(words, Math.max(marker.longestRun(text.t), marker.longestRun(text.x)));
            return [entry[0], entry[1] * (UNPROVEN + ((1 - UNPROVEN) * run) / words)];
          });
        }),
      ).then(function (proven) {
        proven.sort(function (one, other) {
          return other[1] - one[1] || other[0] - one[0];
        });
        return proven.concat(result.documents.slice(PROVEN));
      });
    }
    return result.proven;
  };

  Engine.prototype.marker = function (reading) {
    return new root.CchcMarker(reading.units, this.manifest.abbreviations);
  };

  root.CchcEngine = Engine;
})(self);
