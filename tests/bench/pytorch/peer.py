"""The studio's text models written the usual way in PyTorch, as a yardstick: one JSON request a line, one answer a line.

Weights come from the studio's own safetensors files, so that both sides start from the same numbers.
Requests: load, losses, step, preferences, decode, memory, load_game, game_step (see the functions of these names).
"""
import json
import math
import resource
import struct
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


def read_safetensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        body = file.read()
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        start, end = entry["data_offsets"]
        data = np.frombuffer(body[start:end], dtype="<f4").reshape(entry["shape"]).copy()
        tensors[name] = torch.from_numpy(data)
    return tensors


def regroup(matrix, order):
    """Our gates along the last axis, in PyTorch's order."""
    parts = matrix.chunk(len(order), dim=-1)
    return torch.cat([parts[i] for i in order], dim=-1)


class Recurrent(nn.Module):
    """embedding + condition -> GRU or LSTM layers -> projection -> the embedding again."""

    def __init__(self, kind, weights, settings):
        super().__init__()
        width, hidden, layers = settings["embedding"], settings["hidden"], settings["layers"]
        self.table = nn.Parameter(weights["embedding"])
        self.condition = nn.Parameter(weights["condition"])
        self.projection = nn.Parameter(weights["projection"])
        self.bias = nn.Parameter(weights["bias"])
        # Ours: update, reset, candidate / input, output, forget, candidate.
        order = [1, 0, 2] if kind == "gru" else [0, 2, 3, 1]
        self.net = (nn.GRU if kind == "gru" else nn.LSTM)(width, hidden, layers)
        own = dict(self.net.named_parameters())
        with torch.no_grad():
            for layer in range(layers):
                at = f"{kind}{layer}"
                own[f"weight_ih_l{layer}"].copy_(regroup(weights[f"{at}/w"], order).t())
                own[f"weight_hh_l{layer}"].copy_(regroup(weights[f"{at}/u"], order).t())
                if kind == "gru":
                    own[f"bias_ih_l{layer}"].copy_(regroup(weights[f"{at}/bx"], order))
                    own[f"bias_hh_l{layer}"].copy_(regroup(weights[f"{at}/bh"], order))
                else:
                    own[f"bias_ih_l{layer}"].copy_(regroup(weights[f"{at}/b"], order))
                    own[f"bias_hh_l{layer}"].zero_()
                    own[f"bias_hh_l{layer}"].requires_grad_(False)

    def forward(self, tokens, conditions, state):
        x = F.embedding(tokens, self.table) + conditions @ self.condition
        x, state = self.net(x, state)
        return x @ self.projection @ self.table.t() + self.bias, state


def rms_norm(x, gain):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * gain


def rotate(x, cos, sin):
    left, right = x.chunk(2, -1)
    return torch.cat([left * cos - right * sin, right * cos + left * sin], -1)


class Block(nn.Module):
    def __init__(self, weights, at, heads):
        super().__init__()
        self.heads = heads
        width = weights[f"{at}.self_attn.q_proj.weight"].shape[0]
        hidden = weights[f"{at}.mlp.up_proj.weight"].shape[0]
        self.norm1 = nn.Parameter(weights[f"{at}.input_layernorm.weight"])
        self.norm2 = nn.Parameter(weights[f"{at}.post_attention_layernorm.weight"])
        # One product for queries, keys and values, as fast implementations have it.
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.out = nn.Linear(width, width, bias=False)
        self.gate = nn.Linear(width, hidden, bias=False)
        self.up = nn.Linear(width, hidden, bias=False)
        self.down = nn.Linear(hidden, width, bias=False)
        with torch.no_grad():
            self.qkv.weight.copy_(torch.cat([weights[f"{at}.self_attn.{n}_proj.weight"] for n in "qkv"]))
            self.out.weight.copy_(weights[f"{at}.self_attn.o_proj.weight"])
            self.gate.weight.copy_(weights[f"{at}.mlp.gate_proj.weight"])
            self.up.weight.copy_(weights[f"{at}.mlp.up_proj.weight"])
            self.down.weight.copy_(weights[f"{at}.mlp.down_proj.weight"])

    def forward(self, x, cos, sin, mask, cache):
        batch, time_, width = x.shape
        split = lambda z: z.view(batch, time_, self.heads, width // self.heads).transpose(1, 2)
        q, k, v = [split(z) for z in self.qkv(rms_norm(x, self.norm1)).split(width, 2)]
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        if cache is not None:
            if cache[0] is not None:
                k, v = torch.cat([cache[0], k], 2), torch.cat([cache[1], v], 2)
            cache[0], cache[1] = k, v
        scores = (q @ k.transpose(-2, -1)) * (1 / math.sqrt(width // self.heads))
        if mask is not None:
            scores = scores.masked_fill(mask, float("-inf"))
        y = (F.softmax(scores, -1) @ v).transpose(1, 2).reshape(batch, time_, width)
        x = x + self.out(y)
        z = rms_norm(x, self.norm2)
        return x + self.down(F.silu(self.gate(z)) * self.up(z))


class Transformer(nn.Module):
    def __init__(self, weights, settings):
        super().__init__()
        self.table = nn.Parameter(weights["model.embed_tokens.weight"])
        self.condition = nn.Parameter(weights["condition.weight"])
        self.blocks = nn.ModuleList(
            Block(weights, f"model.layers.{i}", settings["heads"]) for i in range(settings["layers"])
        )
        self.norm = nn.Parameter(weights["model.norm.weight"])
        half = settings["width"] // settings["heads"] // 2
        self.frequencies = torch.tensor([10000.0 ** (-i / half) for i in range(half)])
        self.mask = torch.ones(settings["sequenceLength"], settings["sequenceLength"]).triu(1).bool()

    def forward(self, tokens, conditions, start=0, caches=None):
        """tokens [batch, time], conditions [batch, time, ...] -> logits [batch, time, vocabulary]"""
        time_ = tokens.shape[1]
        angles = torch.arange(start, start + time_).float()[:, None] * self.frequencies
        cos, sin = angles.cos(), angles.sin()
        mask = self.mask[:time_, :time_] if time_ > 1 else None
        x = F.embedding(tokens, self.table)
        if conditions is not None:
            x = x + conditions @ self.condition
        for i, block in enumerate(self.blocks):
            x = block(x, cos, sin, mask, caches[i] if caches else None)
        return rms_norm(x, self.norm) @ self.table.t()


class Writer(nn.Module):
    def __init__(self, vocabulary, width):
        super().__init__()
        self.table = nn.Embedding(vocabulary, width)
        self.net = nn.LSTM(width, width, batch_first=True)
        self.out = nn.Linear(width, vocabulary)

    def forward(self, tokens, state=None):
        x, state = self.net(self.table(tokens), state)
        return self.out(x), state

    def write(self, given, length):
        """given [batch, n] -> [batch, length], the rest sampled."""
        start = torch.zeros(given.shape[0], 1, dtype=torch.long)
        x, state = self.net(self.table(torch.cat([start, given], 1)))
        # Only the last place is asked for its logits.
        logits = self.out(x[:, -1])
        tokens = [given]
        for place in range(given.shape[1], length):
            token = torch.multinomial(F.softmax(logits, -1), 1)
            tokens.append(token)
            if place + 1 < length:
                logits, state = self(token, state)
                logits = logits[:, 0]
        return torch.cat(tokens, 1)


class Judge(nn.Module):
    def __init__(self, vocabulary, embedding, widths, filters):
        super().__init__()
        features = len(widths) * filters
        self.table = nn.Embedding(vocabulary, embedding)
        self.convolutions = nn.ModuleList(nn.Conv1d(embedding, filters, width) for width in widths)
        self.highway, self.gate = nn.Linear(features, features), nn.Linear(features, features)
        self.out = nn.Linear(features, 1)

    def forward(self, texts):
        x = self.table(texts).transpose(1, 2)
        x = torch.cat([F.relu(conv(x)).max(2)[0] for conv in self.convolutions], 1)
        gate = torch.sigmoid(self.gate(x))
        return self.out(gate * F.relu(self.highway(x)) + (1 - gate) * x)[:, 0]


class Peer:
    def load(self, model, settings, file):
        """Builds the model from a weight file and its optimizer: AdamW, matrices decayed, clipped at clipNorm."""
        self.kind, self.settings = model, settings
        weights = read_safetensors(file)
        self.net = Transformer(weights, settings) if model == "transformer" else Recurrent(model, weights, settings)
        parameters = [p for p in self.net.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": [p for p in parameters if p.dim() > 1], "weight_decay": settings["weightDecay"]},
                {"params": [p for p in parameters if p.dim() <= 1], "weight_decay": 0.0},
            ],
            betas=(0.9, 0.99),
            eps=1e-8,
        )
        self.parameters, self.state = parameters, None
        return {"parameters": sum(p.numel() for p in parameters)}

    def learn(self, tokens, targets, conditions, rate):
        """One training step on arrays [time, batch]; the loss before it."""
        if self.kind == "transformer":
            logits = self.net(tokens.t(), conditions.transpose(0, 1)).transpose(0, 1)
        else:
            logits, state = self.net(tokens, conditions, self.state)
            self.state = state.detach() if torch.is_tensor(state) else tuple(s.detach() for s in state)
        loss = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1))
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, self.settings["clipNorm"])
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.optimizer.step()
        return loss.item()

    def arrays(self, batch):
        shape = (self.settings["sequenceLength"], self.settings["batchSize"])
        integers = lambda key: torch.tensor(batch[key]).view(shape)
        return integers("tokens"), integers("targets"), torch.tensor(batch["conditions"], dtype=torch.float32).view(*shape, -1)

    def losses(self, batches, rate):
        """Losses of consecutive training steps."""
        return {"losses": [self.learn(*self.arrays(batch), rate) for batch in batches]}

    def step(self, batch, rate):
        """One training step, timed without reading the request."""
        arrays = self.arrays(batch)
        start, cpu = time.perf_counter(), time.process_time()
        loss = self.learn(*arrays, rate)
        return {
            "ms": (time.perf_counter() - start) * 1000,
            "cpuMs": (time.process_time() - cpu) * 1000,
            "loss": loss,
        }

    def preferences(self, settings, base, adapter, scale, rows, pairs, beta, alpha, matrices):
        """DPO with the likelihood of what was liked, by PyTorch's own functions: the loss and the gradients of low-rank pairs.

        rows: tokens [rows][time + 1] and masks [rows][time], the liked halves of the pairs first.
        """
        weights, low = read_safetensors(base), read_safetensors(adapter)
        upper = lambda name: low[name.replace(".weight", ".lora_B.weight")]
        lower = lambda name: low[name.replace(".weight", ".lora_A.weight")]
        for name in [n for n in weights if n.replace(".weight", ".lora_A.weight") in low]:
            weights[name] = weights[name] + scale * upper(name) @ lower(name)
        net = Transformer(weights, settings)
        tokens, masks = torch.tensor(rows["tokens"]), torch.tensor(rows["masks"])
        logs = F.log_softmax(net(tokens[:, :-1], None), -1)
        sums = (logs.gather(2, tokens[:, 1:, None])[:, :, 0] * masks).sum(1)
        better, worse = sums.chunk(2)
        before = {key: torch.tensor(pairs[key]) for key in ("better", "worse", "weight")}
        margin = (better - before["better"]) - (worse - before["worse"])
        preferring = (-F.logsigmoid(beta * margin) * before["weight"]).mean()
        loss = preferring - alpha * better.sum() / masks[: len(better)].sum()
        loss.backward()
        gradients = {}
        for name in matrices:
            _, _, layer, part, matrix, _ = name.split(".")
            block = net.blocks[int(layer)]
            if part == "self_attn":
                found = block.out.weight.grad if matrix == "o_proj" else block.qkv.weight.grad.chunk(3)["qkv".index(matrix[0])]
            else:
                found = getattr(block, matrix.split("_")[0]).weight.grad
            pair = {"A": scale * upper(name).t() @ found, "B": scale * found @ lower(name).t()}
            gradients[name] = {key: value.flatten().tolist() for key, value in pair.items()}
        return {"loss": loss.item(), "gradients": gradients}

    @torch.no_grad()
    def decode(self, tokens, temperature):
        """Writes that many tokens one after another, sampling each; with a cache where the model has one."""
        start, cpu = time.perf_counter(), time.process_time()
        token, state = torch.tensor([[1]]), None
        caches = [[None, None] for _ in range(self.settings.get("layers", 0))]
        for position in range(tokens):
            if self.kind == "transformer":
                logits = self.net(token, None, position, caches)[0, -1]
            else:
                x = F.embedding(token, self.net.table)
                x, state = self.net.net(x, state)
                logits = (x @ self.net.projection @ self.net.table.t() + self.net.bias)[0, -1]
            token = torch.multinomial(F.softmax(logits / temperature, -1), 1).view(1, 1)
        return {
            "ms": (time.perf_counter() - start) * 1000,
            "cpuMs": (time.process_time() - cpu) * 1000,
        }

    def memory(self):
        """The most bytes that this process ever had resident."""
        return {"bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}

    def load_game(self, vocabulary, width, length, batch, embedding, widths, filters):
        """SeqGAN's two networks (Yu et al. 2017) as they are usually written."""
        self.length, self.batch = length, batch
        self.writer = Writer(vocabulary, width)
        self.judge = Judge(vocabulary, embedding, widths, filters)
        self.adam = torch.optim.Adam(self.writer.parameters(), lr=0.005)
        return {}

    def game_step(self, rollouts):
        """Write a batch, judge every token by completed texts, step the policy; timed."""
        start, cpu = time.perf_counter(), time.process_time()
        with torch.no_grad():
            texts = self.writer.write(torch.zeros(self.batch, 0, dtype=torch.long), self.length)
            rewards = torch.zeros(self.batch, self.length)
            for _ in range(rollouts):
                for given in range(1, self.length):
                    whole = self.writer.write(texts[:, :given], self.length)
                    rewards[:, given - 1] += torch.sigmoid(self.judge(whole)) / rollouts
            rewards[:, -1] = torch.sigmoid(self.judge(texts))
        read = torch.cat([torch.zeros(self.batch, 1, dtype=torch.long), texts[:, :-1]], 1)
        logits, _ = self.writer(read)
        own = F.log_softmax(logits, -1).gather(2, texts[:, :, None])[:, :, 0]
        loss = -(own * rewards).sum()
        self.adam.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.writer.parameters(), 5.0)
        self.adam.step()
        return {
            "ms": (time.perf_counter() - start) * 1000,
            "cpuMs": (time.process_time() - cpu) * 1000,
        }


def main():
    torch.set_num_threads(int(sys.argv[1]))
    peer = Peer()
    print(json.dumps({"ready": torch.__version__}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        answer = getattr(peer, request.pop("do"))(**request)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
