/* Dạng chuẩn của tiếng Việt khi tìm kiếm. Cùng quy tắc với plugins/cchc/search/normal.py; các ví dụ chung trong
   tests/golden/search-normal.json giữ cho hai bên như nhau. */
(function (root) {
  "use strict";

  var TONES = { "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5" };
  var SHORT_Y = /^([hklmstv]|qu)y$/;
  var CHUNK = /[\p{L}\p{N}]+(?:[./&\-\u2010-\u2013][\p{L}\p{N}]+)*/gu;
  var PART = /[\p{L}\p{N}]+/gu;
  var MARKS = /\p{M}/gu;
  var forms = new Map();

  function bare(text) {
    return text.normalize("NFD").replace(MARKS, "").replace(/đ/g, "d");
  }

  /* The form of a word: letters with their shape, then the tone as a digit of VNI: "Hoà" → "hoa2". */
  function formOf(word) {
    var known = forms.get(word);
    if (known !== undefined) return known;
    var tone = "";
    var letters = "";
    for (var char of word.toLowerCase().normalize("NFD")) {
      if (TONES[char]) tone = TONES[char];
      else letters += char;
    }
    var form = letters.normalize("NFC").replace(SHORT_Y, "$1i") + tone;
    if (forms.size > 20000) forms.clear();
    forms.set(word, form);
    return form;
  }

  /* The folded letters of a form: "thu3" → "thu". */
  function keyOf(form) {
    return bare(/^\p{L}+[1-5]$/u.test(form) ? form.slice(0, -1) : form);
  }

  function chunksOf(text) {
    return text.normalize("NFC").match(CHUNK) || [];
  }

  function partsOf(chunk) {
    return chunk.match(PART) || [];
  }

  /* The joined form of a number or an abbreviation of several parts, else "". */
  function codeOf(chunk) {
    if (/^[\p{L}\p{N}]+$/u.test(chunk)) return "";
    if (!/\p{N}/u.test(chunk) && chunk.indexOf("&") < 0 && chunk.toUpperCase() !== chunk) return "";
    return bare(chunk.toLowerCase().replace(/[\u2010-\u2013]/g, "-"));
  }

  var TELEX_TONES = { s: "1", f: "2", r: "3", x: "4", j: "5" };
  var ROUND = { a: "â", e: "ê", o: "ô" };
  var HORN = { a: "ă", o: "ơ", u: "ư" };

  /* What was typed for a Telex or VNI keyboard while none was on: "thur" → "thu3", "tu5c" → "tuc5"; "" if neither. */
  function typedForm(word) {
    var text = word.toLowerCase();
    if (!/^[a-z][a-z0-9]*$/.test(text) || !/[aeiouyw]/.test(text)) return "";
    var form = /\d/.test(text) ? vniForm(text) : telexForm(text);
    return form === text ? "" : form;
  }

  /* Give the letter before `place`, or the last one of its kind, its shape; "uo" takes the horn together. */
  function shape(letters, place, shapes) {
    for (var index = place - 1; index >= 0; index -= 1) {
      if (!shapes[letters[index]]) continue;
      if (shapes === HORN && letters[index] === "o" && letters[index - 1] === "u") letters[index - 1] = "ư";
      if (shapes === HORN && letters[index] === "u" && letters[index + 1] === "o") letters[index + 1] = "ơ";
      letters[index] = shapes[letters[index]];
      return true;
    }
    return false;
  }

  function telexForm(text) {
    var letters = [];
    var tone = "";
    var vowel = false;
    for (var char of text) {
      if (vowel && TELEX_TONES[char]) tone = TELEX_TONES[char];
      else if (char === "z" && vowel) tone = "";
      else if (char === "w") {
        if (!shape(letters, letters.length, HORN) && letters.indexOf("ơ") < 0) letters.push("ư");
      } else if (char === "d" && letters[0] === "d") letters[0] = "đ";
      else if (ROUND[char] && letters.indexOf(char) >= 0) letters[letters.lastIndexOf(char)] = ROUND[char];
      else letters.push(char);
      if (/[aeiouyw]/.test(char)) vowel = true;
    }
    return letters.join("") + tone;
  }

  function vniForm(text) {
    var letters = [];
    var tone = "";
    for (var char of text) {
      if (/[1-5]/.test(char)) tone = char;
      else if (char === "0") tone = "";
      else if (char === "6") {
        if (!shape(letters, letters.length, ROUND)) return "";
      } else if (char === "7" || char === "8") {
        if (!shape(letters, letters.length, HORN)) return "";
      } else if (char === "9") {
        if (letters[0] !== "d") return "";
        letters[0] = "đ";
      } else letters.push(char);
    }
    return letters.join("") + tone;
  }

  root.cchcNormal = {
    formOf: formOf,
    keyOf: keyOf,
    chunksOf: chunksOf,
    partsOf: partsOf,
    codeOf: codeOf,
    typedForm: typedForm,
  };
})(self);
