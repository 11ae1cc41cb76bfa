/* Đánh dấu các từ tìm thấy trong một đoạn văn: theo đúng chữ gốc có dấu, kể cả khi người đọc gõ không dấu. */
(function (root) {
  "use strict";

  var N = root.cchcNormal;
  var WORD = /[\p{L}\p{N}]+/gu;
  var AROUND = 14;
  var LONG = 34;

  function escapeHtml(text) {
    return text.replace(/[&<>"]/g, function (char) {
      return { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }[char];
    });
  }

  /* The units of a query as plain words: what a page knows when only the query is given. */
  function unitsOf(query) {
    var units = [];
    N.chunksOf(query).forEach(function (chunk) {
      N.partsOf(chunk).forEach(function (part) {
        var form = N.formOf(part);
        var key = N.keyOf(form);
        units.push({ form: form, key: key, marked: form !== key, keys: [{ key: key, form: form, marked: form !== key }] });
      });
    });
    return units;
  }

  /* `units` are those of the engine; `abbreviations` a list of [short, full]. */
  function Marker(units, abbreviations) {
    this.units = units;
    this.lines = [];
    var forms = units.map(function (unit) {
      return unit.form;
    });
    var lines = this.lines;
    (abbreviations || []).forEach(function (pair) {
      var sides = pair.map(function (side) {
        return unitsOf(side);
      });
      sides.forEach(function (side, index) {
        if (contains(forms, side)) lines.push(sides[1 - index]);
      });
    });
  }

  function contains(forms, side) {
    for (var start = 0; start + side.length <= forms.length; start += 1) {
      var same = side.every(function (unit, index) {
        return unit.form === forms[start + index] || unit.key === forms[start + index];
      });
      if (same) return side.length > 0;
    }
    return false;
  }

  function fits(unit, form, key) {
    var exact = unit.keys.some(function (typed) {
      return typed.key === key && (!typed.marked || typed.form === form || form === key);
    });
    if (exact) return 2;
    if (unit.completed && unit.completed.has(form)) return 2;
    // Other marks than those typed: a second choice, for a query with a wrong mark.
    return unit.keys.some(function (typed) {
      return typed.key === key;
    })
      ? 1
      : 0;
  }

  /* The words of a text: [{ start, end, unit: number of the unit or -1, sure }…]. */
  Marker.prototype.words = function (text) {
    var marker = this;
    var words = [];
    for (var match of text.matchAll(WORD)) {
      var form = N.formOf(match[0]);
      var key = N.keyOf(form);
      var units = [];
      var sure = 0;
      marker.units.forEach(function (unit, index) {
        var fit = fits(unit, form, key);
        if (fit > sure) {
          sure = fit;
          units = [index];
        } else if (fit && fit === sure) units.push(index);
      });
      words.push({ start: match.index, end: match.index + match[0].length, form: form, key: key, units: units, sure: sure });
    }
    this.runs(words);
    return words;
  };

  /* Give each word the length of the run of query words that it stands in; expansions of abbreviations are whole runs. */
  Marker.prototype.runs = function (words) {
    var start = 0;
    while (start < words.length) {
      var end = start + 1;
      if (words[start].units.length) {
        while (end < words.length && follows(words[end - 1], words[end])) end += 1;
      }
      for (var index = start; index < end; index += 1) words[index].run = words[index].units.length ? end - start : 0;
      start = end;
    }
    this.lines.forEach(function (line) {
      for (var first = 0; first + line.length <= words.length; first += 1) {
        var same = line.every(function (unit, index) {
          return words[first + index].form === unit.form;
        });
        if (!same) continue;
        for (var place = first; place < first + line.length; place += 1) {
          words[place].run = Math.max(words[place].run || 0, line.length + 1);
          words[place].sure = 2;
        }
      }
    });
  };

  function follows(one, other) {
    return other.units.some(function (unit) {
      return one.units.indexOf(unit - 1) >= 0;
    });
  }

  /* How many words of the query stand side by side in a text, in their order and with their marks, at most. */
  Marker.prototype.longestRun = function (text) {
    var longest = 0;
    this.words(text).forEach(function (word) {
      if (word.sure === 2 && word.run > longest) longest = word.run;
    });
    return longest;
  };

  /* Which words to mark: runs of two or more where there are any, else single words; exact marks before others. One
     word of several with other marks than those typed ("của" for "một cửa") is none of them. */
  Marker.prototype.chosen = function (words) {
    var longest = 0;
    var sure = 0;
    words.forEach(function (word) {
      if (word.sure > sure) sure = word.sure;
    });
    words.forEach(function (word) {
      if (word.sure === sure && word.run > longest) longest = word.run;
    });
    var least = this.units.length > 1 && (longest > 1 || sure < 2) ? 2 : 1;
    return words.map(function (word) {
      return word.run >= least && (word.sure === sure || longest > 2);
    });
  };

  function marked(text, words, chosen, from, to) {
    var html = "";
    var place = from;
    for (var index = 0; index < words.length; index += 1) {
      if (!chosen[index] || words[index].start < from || words[index].end > to) continue;
      var last = index;
      while (last + 1 < words.length && chosen[last + 1] && words[last + 1].end <= to && gap(text, words, last)) last += 1;
      html += escapeHtml(text.slice(place, words[index].start));
      html += "<mark>" + escapeHtml(text.slice(words[index].start, words[last].end)) + "</mark>";
      place = words[last].end;
      index = last;
    }
    return html + escapeHtml(text.slice(place, to));
  }

  function gap(text, words, index) {
    return /^[\s./&\-\u2010-\u2013,]{1,3}$/.test(text.slice(words[index].end, words[index + 1].start));
  }

  /* A text with its found words marked, as HTML. */
  Marker.prototype.all = function (text) {
    var words = this.words(text);
    return marked(text, words, this.chosen(words), 0, text.length);
  };

  /* The part of a text with most of the query, as HTML. */
  Marker.prototype.excerpt = function (text) {
    var words = this.words(text);
    if (!words.length) return "";
    var chosen = this.chosen(words);
    var best = 0;
    var bestScore = -1;
    for (var start = 0; start < words.length; start += 1) {
      if (!chosen[start]) continue;
      var seen = new Set();
      var score = 0;
      for (var index = start; index < words.length && index < start + LONG - AROUND; index += 1) {
        if (!chosen[index]) continue;
        score += words[index].run > 1 ? 0.2 * words[index].run : 0.1;
        words[index].units.forEach(function (unit) {
          seen.add(unit);
        });
      }
      score += seen.size;
      if (score > bestScore + 0.001) {
        best = start;
        bestScore = score;
      }
    }
    var first = Math.max(0, best - AROUND);
    var last = Math.min(words.length - 1, first + LONG);
    var from = first === 0 ? 0 : words[first].start;
    var to = last === words.length - 1 ? text.length : words[last].end;
    return (from ? "… " : "") + marked(text, words, chosen, from, to) + (to < text.length ? " …" : "");
  };

  root.CchcMarker = Marker;
  root.cchcUnits = unitsOf;
})(self);
